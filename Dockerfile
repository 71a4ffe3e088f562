# syntax=docker/dockerfile:1
FROM node:24.15.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image's own Node.js is new enough: the optional copy is left out. Nothing is compiled, so no build tools are needed.
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force && install -d -o node -g node /data
COPY assets assets
COPY bin bin
COPY src src
COPY jobs jobs
COPY config config
USER node
VOLUME /data
EXPOSE 8787
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "bin/alive.js", "http://127.0.0.1:8787/healthz"]
ENTRYPOINT ["node", "bin/modelwatch.js", "--data", "/data", "--config", "/app/config"]
CMD ["start"]
