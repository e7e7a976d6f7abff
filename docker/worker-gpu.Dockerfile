# The worker on an NVIDIA card. The CUDA 13 provider of ONNX Runtime is fetched and checked against its hashes while the image is
# built, so that a container needs no network for it.
FROM node:22-bookworm-slim AS node

FROM nvidia/cuda:13.0.1-cudnn-runtime-ubuntu24.04
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
  && apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/* \
  && mkdir /data && chown 1000:1000 /data
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1
COPY package.json package-lock.json .npmrc ./
RUN ONNXRUNTIME_NODE_INSTALL=skip npm ci --include=dev
COPY scripts ./scripts
RUN npm run gpu:install
COPY . .
RUN node scripts/generate.mjs && chown -R 1000:1000 .local
# The number of the other images' user: all parts share the volume of files, which nobody but its owner may read.
USER 1000:1000
VOLUME /data
# `cuda` demands the card: a worker that silently fell back to the processor would be a slow surprise.
ENV NODE_ENV=production PLUMBLINE_HOME=/data WORKER_HEALTH_PORT=3001 ORT_PROVIDER=cuda
CMD ["node", "scripts/serve.mjs", "worker"]
