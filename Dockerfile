# One static program in an empty image. From the folder of the sources:
#   docker build -t lab .
#   docker run --rm --network host lab check http://localhost:5000
FROM rust:1.90-slim-bookworm AS build
# The release of Debian is what is pinned.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends musl-tools ca-certificates \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
# The architecture is that of the machine that builds. `ring` compiles C, with musl-gcc.
RUN target="$(uname -m)-unknown-linux-musl" \
 && rustup target add "$target" \
 && cargo build --release --locked --bin lab --target "$target" \
 && mkdir -p /image/etc/ssl/certs /image/tmp /image/work \
 && cp "target/$target/release/lab" /image/lab \
 && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
 && chown -R 65534:65534 /image/tmp /image/work

FROM scratch
# /tmp is where a selftest writes, /work where reports go: docker run -v "$PWD:/work" …
COPY --from=build /image /
WORKDIR /work
USER 65534:65534
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt LANG=C.UTF-8
ENTRYPOINT ["/lab"]
CMD ["--help"]
