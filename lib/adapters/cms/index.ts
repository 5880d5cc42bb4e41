import type { Connector, ConnectorContext } from "./port";

export * from "./port";

export interface ConnectorSettings {
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

/** The connector of a kind of destination. */
export function createConnector(
  _kind: "webhook" | "wordpress" | "ghost",
  _settings: ConnectorSettings,
  _context: ConnectorContext,
): Connector {
  throw new Error("not yet");
}
