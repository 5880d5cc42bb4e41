export type Theme = "system" | "light" | "dark";

/** The cookie that remembers the choice. The layout reads it, so the first paint is right. */
export const THEME_COOKIE = "autoink-theme";

/** The theme that a cookie's value stands for; anything unknown is `system`. */
export function themeOf(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "system";
}

/** What goes onto `<html data-theme>`: undefined leaves the choice to the system. */
export function themeAttribute(theme: Theme): "light" | "dark" | undefined {
  return theme === "system" ? undefined : theme;
}
