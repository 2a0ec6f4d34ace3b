# docker build --build-arg VERSION=v0.1.0 -t crossgrant .
# docker run --rm --network none -v "$PWD:/work:ro" crossgrant check .
FROM golang:1.26 AS build
WORKDIR /source
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION
# Without VERSION the binary says what Go reads off the repository, if there is one.
RUN CGO_ENABLED=0 go build -trimpath \
    -ldflags "-s -w -X github.com/crossgrant/crossgrant/internal/cli.stamped=${VERSION}" \
    -o /crossgrant ./cmd/crossgrant

FROM scratch
COPY --from=build /crossgrant /crossgrant
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["/crossgrant"]
