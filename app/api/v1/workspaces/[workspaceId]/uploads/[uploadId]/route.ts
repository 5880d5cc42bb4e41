import { memberRoute, resource } from "@/lib/http/route";
import { deleteUpload } from "@/lib/publishing";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  DELETE: memberRoute({
    handle: async ({ actor, params }) => {
      await deleteUpload(actor, params.uploadId);
      return new Response(null, { status: 204 });
    },
  }),
});
