import { API_PATHS, API_VIEWS } from "@/app/api/v1/_openapi";
import { sha256 } from "@/lib/crypto";
import { openApiDocument } from "@/lib/http/openapi/document";
import type { PathDoc } from "@/lib/http/openapi/operation-doc";
import { publicRoute, resource } from "@/lib/http/route";

let written: { readonly text: string; readonly etag: string } | undefined;

/** The document, written at the first request: it changes with the product and with nothing else. */
function document(): { readonly text: string; readonly etag: string } {
  if (written === undefined) {
    const text = JSON.stringify(openApiDocument([...API_PATHS, ITSELF], API_VIEWS));
    const etag = `"${sha256(text).toString("base64url")}"`;
    written = { text, etag };
  }
  return written;
}

const handlers = resource({
  GET: publicRoute({
    handle: ({ request }) => {
      const { text, etag } = document();
      const headers = { "Cache-Control": "public, max-age=300", ETag: etag };
      const isKnown = request.headers.get("if-none-match")?.includes(etag) ?? false;
      const answer = isKnown
        ? new Response(null, { status: 304, headers })
        : new Response(text, { headers: { ...headers, "Content-Type": "application/json" } });
      return Promise.resolve(answer);
    },
  }),
});

const ITSELF: PathDoc = {
  path: "/openapi.json",
  tag: "Document",
  handlers,
  operations: {
    GET: {
      id: "getOpenApiDocument",
      summary: "This document",
      status: 200,
      answer: { kind: "bytes", mediaType: "application/json", says: "OpenAPI 3.1." },
    },
  },
};

/** The interface as an OpenAPI 3.1 document, made from the schemas that the handlers parse with. */
export const { GET, POST, PUT, PATCH, DELETE } = handlers;
