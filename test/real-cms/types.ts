/** Who may log in to WordPress over its REST interface. */
export interface WordPressAccount {
  readonly username: string;
  readonly password: string;
}

/** A WordPress that runs on this machine. */
export interface RealWordPress {
  readonly url: string;
  readonly version: string;
  readonly administrator: WordPressAccount;
  readonly author: WordPressAccount;
  readonly contributor: WordPressAccount;
}

/** A Ghost that runs on this machine. */
export interface RealGhost {
  readonly url: string;
  readonly version: string;
  /** The connector's key, and that of a person's hand. */
  readonly adminKey: string;
  readonly handKey: string;
}

/** Why one is not here, in one line. */
export interface Missing {
  readonly missing: string;
}

/** What `npm run test:cms` started. */
export interface RealCms {
  readonly wordpress: RealWordPress | Missing;
  readonly ghost: RealGhost | Missing;
}

/** Something that runs, and how it is ended. */
export interface Running<Site> {
  readonly site: Site;
  stop(): Promise<void>;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** Set by `npm run test:cms` alone: the contract then runs against real ones in place of peers. */
    realCms: RealCms;
  }
}
