/** What a person does at the destination itself, past the connector. */
export interface Hand {
  edit(
    id: string,
    change: { readonly title?: string; readonly html?: string; readonly slug?: string },
  ): Promise<void>;
  takeOffline(id: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** The text as it is kept. */
  textOf(id: string): Promise<string>;
  /** The text as readers get it. */
  shown(id: string): Promise<string>;
  /** Whether somebody who is not logged in can read it. */
  isPublic(id: string): Promise<boolean>;
  /** How many posts there are, the deleted ones left out. */
  count(): Promise<number>;
}
