"use client";

import { Menu as MenuIcon } from "lucide-react";
import { usePathname } from "next/navigation";
import { type JSX, type ReactNode, useState } from "react";
import { Drawer } from "./drawer.client";
import { IconButton } from "./icon-button";

/** The sidebar on a phone: behind a button, and gone once a page was chosen. */
export function NavDrawer({ children }: Readonly<{ children: ReactNode }>): JSX.Element {
  const path = usePathname();
  // Open for one page only: another path means that something was chosen.
  const [openOn, setOpenOn] = useState<string | null>(null);
  return (
    <Drawer
      title="Menu"
      side="left"
      isOpen={openOn !== null && openOn === path}
      onOpenChange={(isOpen) => setOpenOn(isOpen ? path : null)}
      trigger={<IconButton label="Open the menu" side="bottom" icon={<MenuIcon aria-hidden />} />}
    >
      {children}
    </Drawer>
  );
}
