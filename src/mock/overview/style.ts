/** Style of the overview page: system fonts, light and dark, from phone width to print. */
export const overviewStyle: string = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fcfdfc, #101412);
  --raised: light-dark(#f2f5f3, #181e1b);
  --ink: light-dark(#18211c, #e4eae6);
  --muted: light-dark(#55625b, #9aa8a0);
  --line: light-dark(#dce3df, #2a332e);
  --accent: light-dark(#0a6b45, #74d4a5);
  --marked: light-dark(#eaf6ef, #14261d);
  --of-2: light-dark(#0a6b45, #74d4a5);
  --of-3: light-dark(#1d5a96, #8cc0f5);
  --of-4: light-dark(#8f4a0b, #eeb378);
  --of-5: light-dark(#a8233a, #ff9aa8);
  --mono: ui-monospace, "SF Mono", SFMono-Regular, Menlo, "Cascadia Mono", Consolas, "Liberation Mono", monospace;
  font: 1rem/1.55 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Noto Sans", Helvetica, Arial, sans-serif;
}
* { box-sizing: border-box; margin: 0; padding: 0 }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; scroll-padding-top: 1.5rem }
body { max-width: 50rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; overflow-wrap: break-word }
a { color: var(--accent); text-underline-offset: .2em; text-decoration-thickness: 1px }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px }
code, pre, h3, .method, .status, .subject { font-family: var(--mono); font-size: .875em }
code, pre { overflow-wrap: anywhere }
ul, ol { list-style: none }
.skip { position: absolute; left: -100vw }
.skip:focus { left: 1rem; top: .5rem }

h1 { font-size: 2.25rem; line-height: 1.1; letter-spacing: -.03em; font-weight: 650 }
h1::before {
  content: ""; display: inline-block; width: .5em; height: .5em; margin-right: .35em;
  border-radius: 50%; background: var(--accent);
}
.lead { margin-top: .75rem; font-size: 1.125rem; line-height: 1.45; max-width: 36rem; text-wrap: pretty }
dt, h4, thead th, #contents { font-size: .75rem; font-weight: 600; color: var(--muted); letter-spacing: .04em }
dl { margin-top: 1rem; font-size: .8125rem }
dl > div { display: grid; grid-template-columns: 5rem minmax(0, 1fr); align-items: baseline; padding: .15rem 0 }
header dl { font-size: .9375rem }
.state { margin-top: .5rem; color: var(--muted); font-size: .9375rem; text-wrap: pretty }

nav { margin-top: 2rem; font-size: .9375rem }
nav li {
  display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline;
  column-gap: .75rem; padding: .2rem 0;
}
nav ul { margin-top: .25rem; max-width: 22rem }
nav a { text-decoration: none }
nav a:hover { text-decoration: underline }
.count { color: var(--muted); font-size: .8125rem; white-space: nowrap }

section { margin-top: 4rem }
h2 { font-size: 1.5rem; line-height: 1.2; letter-spacing: -.02em; font-weight: 650 }
section > p { margin-top: .5rem }
.method { margin-right: .35rem; color: var(--accent) }
.place { color: var(--muted); font-size: .8125rem }
.place code, dd code, .value code { font-size: inherit }

.outcomes { margin-top: 1rem; border-top: 1px solid var(--line); counter-reset: place }
.outcomes li { border-bottom: 1px solid var(--line); counter-increment: place }
summary {
  display: grid; grid-template-columns: 1.75rem 3.25rem 1fr; align-items: baseline;
  position: relative; padding: .6rem 2.25rem .6rem .5rem; cursor: pointer; list-style: none;
}
summary::-webkit-details-marker { display: none }
summary::before {
  content: counter(place); color: var(--muted); font-size: .8125rem;
  font-variant-numeric: tabular-nums;
}
summary:hover { background: var(--raised) }
summary:focus-visible { outline-offset: -2px }
h3 { font-weight: 600; overflow-wrap: anywhere }
.cause { grid-column: 3; color: var(--muted); font-size: .9375rem; line-height: 1.4 }
.status {
  justify-self: start; padding: 0 .35rem; border: 1px solid; border-radius: 4px; line-height: 1.5;
  font-weight: 600;
}
.of-2 { background: var(--of-2); border-color: var(--of-2); color: var(--paper) }
.of-3 { color: var(--of-3); border-style: dotted }
.of-4 { color: var(--of-4) }
.of-5 { color: var(--of-5); border-style: double; border-width: 3px }
summary::after {
  content: ""; position: absolute; top: 1.1rem; right: .9rem; width: .4rem; height: .4rem;
  border: solid var(--muted); border-width: 0 1.5px 1.5px 0; transform: rotate(45deg);
}
[open] > summary::after { top: 1.3rem; transform: rotate(225deg) }
.outcomes li:has(:target) { background: var(--marked); box-shadow: inset 3px 0 var(--accent) }
:target pre { background: var(--paper) }

.panel { padding: 0 .75rem 1.25rem 2.25rem; scroll-margin-top: 6rem }
h4 { padding-top: .75rem }
h4 small { font-size: inherit; font-weight: 400; letter-spacing: 0 }
pre {
  margin-top: .35rem; padding: .75rem .9rem; background: var(--raised);
  border: 1px solid var(--line); border-radius: 6px; font-size: .8125rem; line-height: 1.55;
  white-space: pre-wrap;
}
.curl, .header, td code { -webkit-user-select: all; user-select: all }
.curl { border-left: 3px solid var(--accent) }
.body { max-height: 22rem; overflow: auto }
.none { color: var(--muted); font-style: italic }

.identities { margin-top: 1rem; border-top: 1px solid var(--line) }
.identities li { padding: .75rem 0; border-bottom: 1px solid var(--line) }
.header { display: block; margin-top: .25rem; font-size: .8125rem; color: var(--muted) }

table { width: 100%; margin-top: 1rem; border-collapse: collapse; font-size: .9375rem }
th, td {
  padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: baseline;
}
.subject { padding-top: 1.5rem; font-weight: 600 }
.value { display: block; color: var(--muted); font-size: .8125rem }
.value code { display: block; color: var(--ink) }
.fact {
  display: inline-block; margin-left: .2rem; padding: 0 .4rem; border: 1px solid var(--line);
  border-radius: 1rem; font-size: .75rem; color: var(--muted);
}
footer { margin-top: 4rem; font-size: .8125rem; color: var(--muted) }

@media (min-width: 40rem) {
  summary { grid-template-columns: 2rem 3.5rem 14rem 1fr }
  .cause { grid-column: 4 }
  .panel { scroll-margin-top: 3.25rem; padding-left: 2.5rem }
  .value { display: flex; gap: .75rem }
  thead th:first-child { width: 19rem }
  .identities li { display: grid; grid-template-columns: 9rem 1fr; column-gap: 1.5rem; align-items: baseline }
  .headers { grid-column: 2 }
}
@media (min-width: 70rem) {
  body {
    max-width: 72.5rem; display: grid; grid-template-columns: 16rem minmax(0, 50rem);
    column-gap: 4rem; padding-top: 4rem;
  }
  header, main, footer { grid-column: 2 }
  nav { grid-column: 1; grid-row: 1 / span 3; margin-top: 0; position: sticky; top: 4rem; align-self: start }
}
@media print {
  :root { --paper: #fff; color-scheme: light; font-size: 10pt }
  .of-2 { background: none; border-width: 2px; color: var(--of-2) }
  nav, .skip, summary::after, h4 small { display: none }
  details::details-content { content-visibility: visible; block-size: auto }
  .body { max-height: none }
  h2, h3, h4, summary { break-after: avoid }
  .outcomes li { break-inside: avoid }
}
`
