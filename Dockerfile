# syntax=docker/dockerfile:1
FROM node:24.15.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image's own Node.js is new enough: the optional copy is left out.
RUN npm ci --omit=dev --omit=optional && mkdir /data && chown node:node /data
COPY assets assets
COPY bin bin
COPY src src
COPY jobs jobs
COPY config config
USER node
VOLUME /data
CMD ["node", "bin/modelwatch.js", "start", "--data", "/data", "--config", "/app/config"]
