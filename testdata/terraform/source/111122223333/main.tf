data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "results" {
  statement {
    sid       = "Results"
    actions   = ["s3:ListBucket", "s3:GetObject"]
    resources = local.results
  }
}

resource "aws_iam_role" "cluster" {
  name               = var.name
  path               = "/compute/"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "results" {
  name   = "results"
  role   = aws_iam_role.cluster.id
  policy = data.aws_iam_policy_document.results.json
}
