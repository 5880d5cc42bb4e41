import { readFileBody } from "@/lib/http/read-file";
import { memberRoute, resource } from "@/lib/http/route";
import { addSourceFile, SOURCE_FILE_BYTES_MAX } from "@/lib/pipeline";
import { newId } from "@/lib/platform/id";

/** Adds a file as a source: the file itself is the body, its name and whose it is are in the query. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: memberRoute({
    handle: async ({ actor, params, request, query }) => {
      const file = await readFileBody(request, query, SOURCE_FILE_BYTES_MAX);
      const isOwn = query.get("is_own") === "true";
      const source = await addSourceFile(actor, params.articleId, newId(), {
        ...file,
        isOwn,
      });
      return Response.json(source, { status: 201 });
    },
  }),
});
