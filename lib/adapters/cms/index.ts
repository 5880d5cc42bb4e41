import { createGhostConnector } from "./ghost";
import type { Connector, ConnectorContext } from "./port";
import type { ConnectorSettings } from "./settings";
import { createWebhookConnector } from "./webhook";
import { createWordPressConnector } from "./wordpress";

export { downloadZip } from "./download";
export * from "./port";
export type { ConnectorSettings } from "./settings";

/** The connector of a kind of destination. Makes no call; missing or malformed credentials show as `misconfigured`. */
export function createConnector(
  kind: "webhook" | "wordpress" | "ghost",
  settings: ConnectorSettings,
  context: ConnectorContext,
): Connector {
  switch (kind) {
    case "webhook":
      return createWebhookConnector(settings, context);
    case "wordpress":
      return createWordPressConnector(settings, context);
    case "ghost":
      return createGhostConnector(settings, context);
    default:
      return kind satisfies never;
  }
}
