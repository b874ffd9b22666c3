import { baseStyle } from '../../html/base-style.ts'

/** Style of the overview page, from phone width to print. */
export const overviewStyle: string = `${baseStyle}
h1 { font-size: 2.25rem; line-height: 1.1; letter-spacing: -.03em; font-weight: 650 }
h1::before {
  content: ""; display: inline-block; width: .5em; height: .5em; margin-right: .35em;
  border-radius: 50%; background: var(--accent);
}
.lead { margin-top: .75rem; font-size: 1.125rem; line-height: 1.45; max-width: 36rem; text-wrap: pretty }
dt, h5, nav h2, .caption, .group { font-size: .75rem; font-weight: 600; color: var(--muted); letter-spacing: .04em }
dl { margin-top: 1rem; font-size: .8125rem }
dl > div { display: grid; grid-template-columns: 5rem minmax(0, 1fr); align-items: baseline; padding: .15rem 0 }
header dl { font-size: .9375rem }
.state { margin-top: .5rem; color: var(--muted); font-size: .9375rem; text-wrap: pretty }

nav { margin-top: 2.5rem; font-size: .9375rem }
nav li {
  display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: baseline; column-gap: .75rem;
  padding: .2rem 0;
}
nav ul { margin: .25rem 0 1.25rem; max-width: 24rem }
nav a { text-decoration: none }
nav a:hover { text-decoration: underline }
.count { color: var(--muted); font-size: .8125rem; font-variant-numeric: tabular-nums }

.start { margin-top: 1.5rem }
.start pre { font-size: .75rem; padding: .5rem .75rem }
.start h2 { margin-top: 2rem; font-size: 1.125rem; letter-spacing: -.01em }
.address { display: flex; flex-wrap: wrap; align-items: baseline; gap: .5rem 1rem }
.address > code {
  padding: .35rem .75rem; background: var(--marked); border-radius: 6px; color: var(--accent);
  font-size: 1.0625rem; font-weight: 600; -webkit-user-select: all; user-select: all;
}
.console { font-weight: 600 }
.hint, .caption small { color: var(--muted); font-size: .8125rem }
.caption { margin-top: .75rem }
.caption code { font-size: inherit }
.caption small { font-weight: 400; letter-spacing: 0 }
.reserved li {
  display: grid; grid-template-columns: minmax(0, max-content) minmax(0, 1fr); column-gap: .75rem; align-items: baseline;
  padding: .1rem 0; color: var(--muted); font-size: .875rem;
}
.value { color: var(--ink); font-size: .8125rem }
.fact { color: var(--ink); font-weight: 600; font-size: .8125rem }
.identities { margin-top: .5rem; font-size: .875rem }
.identities li { border-top: 1px solid var(--line) }
.identities summary, .nobody { display: block; padding: .25rem 1.5rem .25rem 0; color: var(--muted) }
.identities b { color: var(--ink); font-weight: 600 }
.identities summary::after { top: .65rem; right: .25rem }
.identities [open] > summary::after { top: .85rem }
.header { display: block; padding-bottom: .35rem; font-size: .75rem }

.families { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: 3.5rem; font-size: .8125rem; color: var(--muted) }
.dot { display: inline-block; width: .625rem; height: .625rem; border-radius: 50%; background: currentcolor }
.order {
  display: flex; flex-wrap: wrap; gap: 0 .85rem; margin-top: .35rem; font-size: .8125rem; counter-reset: place;
}
.order li { counter-increment: place }
.order li::before {
  content: counter(place); margin-right: .3rem; font-weight: 600; font-variant-numeric: tabular-nums;
}
.order a { display: inline-block; line-height: 1.5rem; color: inherit; text-decoration: none }
.order a:hover { text-decoration: underline }
.group { margin-top: 1.5rem }

section { margin-top: 3.5rem }
h2 { font-size: 1.5rem; line-height: 1.2; letter-spacing: -.02em; font-weight: 650 }
section > p { margin-top: .5rem }
.method { margin-right: .35rem; color: var(--accent) }
.place { color: var(--muted); font-size: .8125rem }
.place code, dd code { font-size: inherit }

.outcomes { margin-top: .35rem; border-top: 1px solid var(--line) }
.outcomes li { border-bottom: 1px solid var(--line) }
summary { position: relative; cursor: pointer; list-style: none }
.outcomes summary {
  display: grid; grid-template-columns: 1.75rem 3.25rem 1fr; align-items: baseline;
  padding: .6rem 2.25rem .6rem .5rem;
}
summary::-webkit-details-marker { display: none }
.place-number { color: var(--muted); font-size: .8125rem; font-variant-numeric: tabular-nums }
summary:hover { background: var(--raised) }
summary:focus-visible { outline-offset: -2px }
h4 { font-weight: 600; overflow-wrap: anywhere }
.cause { grid-column: 3; color: var(--muted); font-size: .9375rem; line-height: 1.4 }
.status {
  justify-self: start; padding: 0 .35rem; border: 1px solid; border-radius: 4px; line-height: 1.5;
  font-weight: 600;
}
.status.of-success { background: var(--success); border-color: var(--success); color: var(--paper) }
.of-success { color: var(--success) }
.of-who { color: var(--who) }
.of-may { color: var(--may) }
.of-request { color: var(--request) }
.of-state { color: var(--state) }
.of-pace { color: var(--pace) }
.of-server { color: var(--server) }
summary::after {
  content: ""; position: absolute; top: 1.1rem; right: .9rem; width: .4rem; height: .4rem;
  border: solid var(--muted); border-width: 0 1.5px 1.5px 0; transform: rotate(45deg);
}
[open] > summary::after { top: 1.3rem; transform: rotate(225deg) }
.outcomes li:has(:target) { background: var(--marked); box-shadow: inset 3px 0 var(--accent) }
:target pre { background: var(--paper) }

.panel { padding: 0 .75rem 1.25rem 2.25rem; scroll-margin-top: 6rem }
h5 { padding-top: .75rem }
h5 small { font-size: inherit; font-weight: 400; letter-spacing: 0 }
.file { color: var(--muted); font-size: .75rem; overflow-wrap: anywhere }
pre {
  margin-top: .35rem; padding: .75rem .9rem; background: var(--raised);
  border: 1px solid var(--line); border-radius: 6px; font-size: .8125rem; line-height: 1.55;
  white-space: pre-wrap;
}
.curl, .header, .value { -webkit-user-select: all; user-select: all }
.curl { border-left: 3px solid var(--accent) }
.body { max-height: 22rem; overflow: auto }
.none { color: var(--muted); font-style: italic }

footer { margin-top: 4rem; font-size: .8125rem; color: var(--muted) }

@media (min-width: 40rem) {
  .outcomes summary { grid-template-columns: 2rem 3.5rem 14rem 1fr }
  .cause { grid-column: 4 }
  .panel { scroll-margin-top: 3.25rem; padding-left: 2.5rem }
  .columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); column-gap: 2.5rem }
}
@media (min-width: 70rem) {
  body {
    max-width: 72.5rem; display: grid; grid-template-columns: 16rem minmax(0, 50rem);
    column-gap: 4rem; padding-top: 3rem;
  }
  main { display: contents }
  header, .start, #operations, footer { grid-column: 2; min-width: 0 }
  nav { grid-column: 1; grid-row: 1 / span 4; margin-top: 0; position: sticky; top: 3rem; align-self: start }
}
@media print {
  :root { --paper: #fff; color-scheme: light; font-size: 10pt }
  .status.of-success { background: none; border-width: 2px; color: var(--success) }
  nav, .skip, .console, .address .hint, summary::after, h5 small, .caption small { display: none }
  details::details-content { content-visibility: visible; block-size: auto }
  .body { max-height: none }
  h2, h3, h4, h5, summary { break-after: avoid }
  .outcomes li { break-inside: avoid }
}
`
