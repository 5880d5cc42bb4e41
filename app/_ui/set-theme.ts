import { THEME_COOKIE, type Theme, themeAttribute } from "./theme";

const YEAR_SECONDS = 31_536_000;

/** Applies a theme now, and remembers it for the next page. */
export function setTheme(theme: Theme): void {
  const attribute = themeAttribute(theme);
  const root = document.documentElement;
  if (attribute === undefined) root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", attribute);
  const age = attribute === undefined ? 0 : YEAR_SECONDS;
  const secure = window.location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store interface is missing on plain http.
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${age}; samesite=lax${secure}`;
}
