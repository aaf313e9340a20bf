# ClearStage for production: built with everything, shipped with production dependencies only.
#   docker build -t clearstage .
#   docker run --read-only --tmpfs /tmp -v clearstage-data:/data \
#     -v /etc/clearstage/config.json:/etc/clearstage/config.json:ro -p 3000:3000 clearstage

# a release names it by its digest: docs/release.md
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# packages of our own, which the lock file names by their folders
COPY tools/isomorphic-webcrypto tools/isomorphic-webcrypto
COPY tools/aws-cdk-lib tools/aws-cdk-lib
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY tools tools
COPY cds-services cds-services
COPY src src
RUN node tools/build.mjs
# Node 24 brings its own SQLite, so the optional driver stays out.
RUN rm -rf node_modules && npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="ClearStage" \
      org.opencontainers.image.description="CDS Hooks service for beta-2 microglobulin; advisory, for professionals, not marked or cleared by any regulator" \
      org.opencontainers.image.licenses="Apache-2.0"
# Without its configuration file the server refuses to start: a container is not the demonstration.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    CLEARSTAGE_CONFIG=/etc/clearstage/config.json \
    CLEARSTAGE_DATA_DIR=/data
WORKDIR /app
COPY LICENSE NOTICE package.json ./
COPY tools/health.mjs tools/health.mjs
COPY docs/knowledge docs/knowledge
COPY bin bin
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
# npx would write; this does not
RUN ln -s /app/bin/clearstage.mjs /usr/local/bin/clearstage && install -d -o node -g node -m 0700 /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 CMD ["node", "tools/health.mjs"]
CMD ["node", "dist/src/main.js"]
