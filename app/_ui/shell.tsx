import { ChevronsUpDown, CircleUserRound } from "lucide-react";
import Link from "next/link";
import type { JSX, ReactNode } from "react";
import type { Command } from "./command";
import { CommandPalette } from "./command-palette.client";
import { IconButton } from "./icon-button";
import { Menu, type MenuEntry } from "./menu.client";
import { NavDrawer } from "./nav-drawer.client";
import { NavLink, type NavLinkProps } from "./nav-link.client";
import { SkipLink } from "./skip-link";
import type { Theme } from "./theme";
import { ThemeSwitch } from "./theme-switch.client";
import { Toaster } from "./toast.client";
import type { TitleSearch } from "./use-title-search.client";

export interface NavGroup {
  /** Left out for the first group. */
  label?: string;
  links: readonly NavLinkProps[];
}

export interface ShellProps {
  /** The workspace one is in, and the way to the others. */
  workspace: { name: string; entries: readonly MenuEntry[] };
  nav: readonly NavGroup[];
  /** Entries of the person's menu: settings, sign out. */
  person: { name: string; entries: readonly MenuEntry[] };
  /** Everything Cmd-K finds. */
  commands: readonly Command[];
  /** What Cmd-K looks up by title as one types. */
  search?: TitleSearch;
  /** A button with what is new; left out where there is none. */
  notifications?: ReactNode;
  theme: Theme;
  children: ReactNode;
}

/** The frame of the desk: sidebar and top bar around a page's `main`. */
export function Shell(props: Readonly<ShellProps>): JSX.Element {
  const { commands, search, notifications, person, children } = props;
  return (
    <div data-shell className="min-h-dvh print:block lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <SkipLink />
      <aside
        aria-label="Sidebar"
        className="sticky top-0 flex h-dvh flex-col border-r bg-desk max-lg:hidden print:hidden"
      >
        <Sidebar {...props} />
      </aside>
      <div className="min-w-0">
        <header className="sticky top-0 z-20 flex h-13 items-center gap-2 border-b bg-paper px-2 print:hidden sm:px-4 lg:pr-6">
          <div className="lg:hidden">
            <NavDrawer>
              <Sidebar {...props} />
            </NavDrawer>
          </div>
          <Link
            href="/"
            className="inline-flex min-h-11 items-center font-serif text-lg font-semibold lg:hidden"
          >
            AutoInk
          </Link>
          <div className="ml-auto flex items-center gap-1">
            <CommandPalette commands={commands} {...(search === undefined ? {} : { search })} />
            {notifications}
            <Menu
              align="end"
              trigger={
                <IconButton
                  label={`${person.name}, your menu`}
                  side="bottom"
                  icon={<CircleUserRound aria-hidden />}
                />
              }
              entries={person.entries}
            />
          </div>
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="max-w-[96rem] px-4 pt-5 pb-16 outline-none sm:px-8 sm:pt-8"
        >
          {children}
        </main>
      </div>
      <Toaster />
    </div>
  );
}

function Sidebar({ workspace, nav, theme }: Readonly<ShellProps>): JSX.Element {
  return (
    <div className="flex min-h-full flex-1 flex-col gap-4 overflow-y-auto px-3 pt-2 pb-3">
      <Menu
        trigger={
          <button
            type="button"
            aria-label={`${workspace.name}, change workspace`}
            className="flex min-h-9 w-full items-center gap-2 rounded-md px-2.5 text-left hover:bg-sunken max-lg:min-h-11"
          >
            <span className="min-w-0 flex-1 truncate font-serif text-lg font-semibold">
              {workspace.name}
            </span>
            <ChevronsUpDown className="size-4 shrink-0 text-faint" aria-hidden />
          </button>
        }
        entries={workspace.entries}
      />
      <nav aria-label="Main" className="flex flex-col gap-5">
        {nav.map((group) => (
          <div key={group.label ?? ""}>
            {group.label !== undefined && (
              <p className="px-2.5 pb-1 text-xs text-faint">{group.label}</p>
            )}
            <ul className="flex flex-col gap-px">
              {group.links.map((link) => (
                <li key={link.href}>
                  <NavLink {...link} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="mt-auto px-2.5 pt-4">
        <ThemeSwitch initial={theme} />
      </div>
    </div>
  );
}
