resource "aws_s3_bucket" "results" {
  bucket = "results-bucket"
}

resource "aws_s3_bucket_ownership_controls" "results" {
  bucket = aws_s3_bucket.results.id

  rule {
    object_ownership = "ObjectWriter"
  }
}

resource "aws_s3_bucket_policy" "results" {
  bucket = aws_s3_bucket.results.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Cluster"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:role/cluster" }
      Action    = ["s3:ListBucket", "s3:GetObject", "s3:PutObject"]
      Resource  = [aws_s3_bucket.results.arn, "${aws_s3_bucket.results.arn}/*"]
    }]
  })
}
