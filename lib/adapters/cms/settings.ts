/** What a destination's row says about where and as whom to publish. */
export interface ConnectorSettings {
  readonly url: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}
