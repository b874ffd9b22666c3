/** What our pages share: system fonts, light and dark, hues, and quiet defaults. */
export const baseStyle: string = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fcfdfc, #101412);
  --raised: light-dark(#f2f5f3, #181e1b);
  --ink: light-dark(#18211c, #e4eae6);
  --muted: light-dark(#55625b, #9aa8a0);
  --line: light-dark(#dce3df, #2a332e);
  --accent: light-dark(#0a6b45, #74d4a5);
  --marked: light-dark(#eaf6ef, #14261d);
  --success: light-dark(#0a6b45, #74d4a5);
  --who: light-dark(#1d5a96, #8cc0f5);
  --may: light-dark(#6338a3, #c4a8f5);
  --request: light-dark(#8f4a0b, #eeb378);
  --state: light-dark(#9b2568, #f2a0cd);
  --pace: light-dark(#665800, #d8c64f);
  --server: light-dark(#a8233a, #ff9aa8);
  --mono: ui-monospace, "SF Mono", SFMono-Regular, Menlo, "Cascadia Mono", Consolas, "Liberation Mono", monospace;
  font: 1rem/1.55 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", Helvetica, Arial, sans-serif;
}
* { box-sizing: border-box; margin: 0; padding: 0 }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; scroll-padding-top: 1.5rem }
body { max-width: 50rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; overflow-wrap: break-word }
a { color: var(--accent); text-underline-offset: .2em; text-decoration-thickness: 1px }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px }
code, pre, h4, .method, .status { font-family: var(--mono); font-size: .875em }
code, pre { overflow-wrap: anywhere }
ul, ol { list-style: none }
.skip { position: absolute; left: -100vw }
.skip:focus { left: 1rem; top: .5rem }
`
