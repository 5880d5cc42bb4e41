import { fileNameOf } from "@/lib/http/file-name";
import { creatingRoute, resource } from "@/lib/http/route";
import { addSourceFile, SOURCE_FILE_BYTES_MAX } from "@/lib/pipeline";

/** Adds a file as a source: the file itself is the body, its name and whose it is are in the query. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: creatingRoute({
    operation: "add source file",
    fileBytesMax: SOURCE_FILE_BYTES_MAX,
    handle: async ({ actor, params, request, query, id, file }) => ({
      status: 201,
      body: await addSourceFile(actor, params.articleId, id, {
        fileName: fileNameOf(query),
        mediaType: request.headers.get("content-type") ?? "application/octet-stream",
        bytes: file,
        isOwn: query.get("is_own") === "true",
      }),
    }),
  }),
});
