import { creatingRoute, memberRoute, resource } from "@/lib/http/route";
import { createUpload, findUploads, IMAGE_BYTES_MAX } from "@/lib/publishing";

/** Images of the workspace. The image itself is the body; what it shows is in the query as `alt`. */
export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor, page }) => Response.json(await findUploads(actor, page())),
  }),
  POST: creatingRoute({
    operation: "uploads.create",
    fileBytesMax: IMAGE_BYTES_MAX,
    handle: async ({ actor, id, query, file }) => ({
      status: 201,
      body: await createUpload(actor, id, { alt: query.get("alt") ?? "", file }),
    }),
  }),
});
