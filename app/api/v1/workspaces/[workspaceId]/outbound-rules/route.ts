import { memberRoute, resource } from "@/lib/http/route";
import { getOutboundRules, OutboundRulesInput, setOutboundRules } from "@/lib/workspaces";

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: memberRoute({
    handle: async ({ actor }) => Response.json(await getOutboundRules(actor)),
  }),
  PUT: memberRoute({
    body: OutboundRulesInput,
    handle: async ({ actor, input }) => Response.json(await setOutboundRules(actor, input)),
  }),
});
