variable "name" {
  type = string
}

variable "bucket" {
  default = "results-bucket"
}

locals {
  arn     = "arn:aws:s3:::${var.bucket}"
  results = [local.arn, "${local.arn}/*"]
}
