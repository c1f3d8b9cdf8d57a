# lab in two images. From the folder of the sources:
#   docker build -t lab .                               one static program in an empty image
#   docker build -t lab-grader --target lab-grader .    with all that the submissions of a class run on
#   docker run --rm --network host lab check http://localhost:5000
FROM rust:1.90-slim-bookworm AS build
# The release of Debian is what is pinned. `ring` compiles C, with musl-gcc; Python writes the licences of others.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends musl-tools ca-certificates python3 \
 && rm -rf /var/lib/apt/lists/*
# The architecture is that of the machine that builds.
RUN rustup target add "$(uname -m)-unknown-linux-musl"
WORKDIR /src
# What others wrote is a layer of its own, which stays as long as these three do: empty sources in place of ours.
COPY Cargo.toml Cargo.lock ./
COPY reference/Cargo.toml reference/
RUN mkdir -p src benches reference/src \
 && touch src/lib.rs reference/src/lib.rs \
 && for file in src/main build $(sed -n '/^\[\[bench\]\]/,/^$/s#^name = "\(.*\)"#benches/\1#p' Cargo.toml); do \
      echo 'fn main() {}' >"$file.rs"; \
    done \
 && cargo build --profile dist --locked --bin lab --target "$(uname -m)-unknown-linux-musl"
COPY . .
# Cargo goes by the time of a file, and those that were just copied are older than the empty ones.
RUN target="$(uname -m)-unknown-linux-musl" \
 && find build.rs src reference -name '*.rs' -exec touch {} + \
 && cargo build --profile dist --locked --bin lab --target "$target" \
 && mkdir -p /image/etc/ssl/certs /image/tmp /image/work /image/licenses \
 && cp "target/$target/dist/lab" /image/lab \
 && cp /etc/ssl/certs/ca-certificates.crt /image/etc/ssl/certs/ \
 && packaging/notices /image/licenses/THIRD-PARTY.txt \
 && cp LICENSE-* /image/licenses/ \
 && chown -R 65534:65534 /image/tmp /image/work

# Debian with Node and npm, for recipes/kubernetes.yaml and for whoever grades a class in a container: the interpreters of
# the submissions, what keeps them apart, a Redis for each and the browser that looks at their pages.
FROM node:22-bookworm-slim AS lab-grader
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      bubblewrap ca-certificates chromium-headless-shell fonts-dejavu-core git iproute2 procps python3 python3-pip \
      python3-venv redis-server slirp4netns tini util-linux \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /image/lab /usr/local/bin/lab
COPY --from=build /image/licenses /usr/share/doc/lab
WORKDIR /class
ENV LANG=C.UTF-8
# Name spaces of their own are what keeps submissions apart; those need rights that the pod is given, and root.
# hadolint ignore=DL3002
USER 0:0
# Processes that a submission leaves behind are waited for by the first one.
ENTRYPOINT ["tini", "--", "lab"]
CMD ["--help"]

FROM scratch AS lab
# /tmp is where a selftest writes, /work where reports go: docker run -v "$PWD:/work" …
COPY --from=build /image /
WORKDIR /work
USER 65534:65534
ENV SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt LANG=C.UTF-8
ENTRYPOINT ["/lab"]
CMD ["--help"]
