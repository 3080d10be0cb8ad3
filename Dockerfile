# docker run --rm -v "$PWD:/scan:ro" IMAGE
# The build is the one that was tested: `npm run build` before `docker build`.
FROM node:22-alpine
RUN apk add --no-cache git
COPY package.json LICENSE THIRD-PARTY-LICENSES.txt /opt/smtp-scan/
COPY dist /opt/smtp-scan/dist
USER node
WORKDIR /scan
ENTRYPOINT ["node", "/opt/smtp-scan/dist/cli.js"]
