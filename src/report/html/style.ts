import { baseStyle } from '../../html/base-style.ts'

/** Style of the HTML report of `verify`, from phone width to print. */
export const reportStyle: string = `${baseStyle}
body { max-width: 64rem }
article + article { margin-top: 4rem; padding-top: 2rem; border-top: 4px solid var(--line) }
.verdict {
  display: inline-block; padding: .3rem .9rem; border-radius: 6px; color: var(--paper); font-size: 1.25rem;
  font-weight: 650;
}
.holds { background: var(--success) }
.fails { background: var(--server) }
.none { background: var(--muted) }
h1 { margin-top: 1rem; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.02em; font-weight: 650; overflow-wrap: anywhere }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em }
h3 { margin-top: 1.25rem; font-size: .9375rem; font-weight: 600; overflow-wrap: anywhere }
h4 { margin-top: .75rem; font-size: .75rem; font-weight: 600; color: var(--muted); letter-spacing: .04em }
h4 small { font-size: inherit; font-weight: 400; letter-spacing: 0 }
.muted, .count { color: var(--muted); font-weight: 400 }
.figures { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin-top: 1rem }
.figures b { font-size: 1.375rem; font-variant-numeric: tabular-nums }
section { margin-top: 2.5rem }
section > ul { margin-top: .5rem; padding-left: 1.25rem; list-style: disc }
section > ul[role] { padding: 0; list-style: none }
li { overflow-wrap: anywhere }
.gaps { max-width: 48rem }
.gaps li { padding: .15rem 0 }
.gaps li::marker { color: var(--request) }

.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .8125rem; color: var(--muted) }
.swatch { display: inline-block; width: .75rem; height: .75rem; border-radius: 2px; border: 1px solid currentcolor }
.wide { overflow-x: auto; margin-top: .75rem }
table { border-collapse: collapse; width: 100%; font-size: .875rem }
th, td { padding: .5rem 1rem .5rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
thead th { font-size: .75rem; color: var(--muted); letter-spacing: .04em }
tbody th { font-family: var(--mono); font-size: .8125rem; font-weight: 600 }
td span { font-size: .8125rem }
.bar { display: block; width: 100%; min-width: 8rem; height: .75rem; margin: .25rem 0 }
.is-held { fill: var(--success); background: var(--success) }
.is-broken { fill: var(--server); background: var(--server) }
.is-differs { fill: var(--request); background: var(--request) }
.is-known { fill: var(--who); background: var(--who) }
.is-blocked { fill: var(--may); background: var(--may) }
.is-never { fill: var(--line); background: var(--line) }
.figures li, .word { background: none }
.figures .is-held b { color: var(--success) }
.figures .is-broken b, .word.is-broken { color: var(--server) }
.figures .is-differs b, .word.is-differs { color: var(--request) }
.figures .is-known b { color: var(--who) }
.figures .is-blocked b { color: var(--may) }

details { border-bottom: 1px solid var(--line) }
section > details:first-of-type { margin-top: .5rem; border-top: 1px solid var(--line) }
summary { padding: .5rem 0; cursor: pointer; font-family: var(--mono); font-size: .875rem; overflow-wrap: anywhere }
details ul { padding: 0 0 .75rem 1.25rem; list-style: disc; font-size: .875rem }
.security { color: var(--server); font-weight: 600; font-size: .875rem }
pre {
  margin: .35rem 0 .75rem; padding: .75rem .9rem; background: var(--raised); border: 1px solid var(--line);
  border-radius: 6px; font-size: .8125rem; line-height: 1.5; white-space: pre-wrap;
}
.trace { max-height: 32rem; overflow: auto }
.expected { color: var(--success) }
.actual { color: var(--server) }
.trace span { display: block }
.paste { border-left: 3px solid var(--accent); -webkit-user-select: all; user-select: all }
footer { margin-top: 3rem; font-size: .8125rem; color: var(--muted) }

@media print {
  :root { --paper: #fff; color-scheme: light; font-size: 9pt }
  body { max-width: none; padding: 0 }
  .verdict { border: 2px solid; background: none }
  .holds { color: var(--success) }
  .fails { color: var(--server) }
  .bar, .swatch { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  details::details-content { content-visibility: visible; block-size: auto }
  .trace { max-height: none }
  h2, h3, h4, summary { break-after: avoid }
  tr { break-inside: avoid }
  h4 small { display: none }
}
`
