import { posix } from 'node:path'
import { Marked, type RendererObject, type Tokens } from 'marked'

/** A page of the site. */
export interface SitePage {
  /** `docs/ci.html` */
  readonly path: string
  readonly html: string
}

/** A link in the list of pages; `at` is the path of its Markdown. */
export interface NavLink {
  readonly title: string
  readonly at: string
}

/** The anchor that GitHub gives a heading, by its text. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\- _]/gu, '')
    .replaceAll(' ', '-')

/** The path of the page that a file in Markdown becomes; the README is the first page. */
export const pagePath = (file: string): string =>
  file === 'README.md' ? 'index.html' : file.replace(/README\.md$/, 'index.html').replace(/\.md$/, '.html')

/** Where the site shows a file or folder of the project; null: nowhere but as it is. */
export type PageOf = (target: string) => string | null

/** Renders a file in Markdown. Links to what has a page lead to that; all are relative, so that it opens from a folder. */
export function toPage(file: string, markdown: string, nav: readonly NavLink[], pageOf: PageOf): SitePage {
  const path = pagePath(file)
  const to = relativeTo(path)
  const linkTo = (href: string): string => {
    if (/^[a-z]+:|^#/.test(href)) return href
    const [name = '', anchor] = href.split('#')
    const target = posix.normalize(posix.join(posix.dirname(file), name)).replace(/\/$/, '')
    return `${to(pageOf(target) ?? target)}${anchor === undefined ? '' : `#${anchor}`}`
  }
  const body = new Marked({ gfm: true, renderer: rendererWith(linkTo) }).parse(markdown, {
    async: false,
  })
  const title = /^# (.*)$/m.exec(markdown)?.[1] ?? file
  return { path, html: frame(title, to('style.css'), navOf(nav, to, file), body) }
}

/** A file that is no page, such as a contract or an example, as its text. */
export function toSourcePage(file: string, text: string, nav: readonly NavLink[]): SitePage {
  const path = `${file}.html`
  const to = relativeTo(path)
  const body = `<h1>${escaped(file)}</h1>\n<pre><code>${escaped(text)}</code></pre>\n`
  return { path, html: frame(file, to('style.css'), navOf(nav, to, file), body) }
}

/** A folder, with links to what is in it. */
export function toFolderPage(
  folder: string,
  names: readonly string[],
  nav: readonly NavLink[],
  pageOf: PageOf,
): SitePage {
  const path = `${folder}/index.html`
  const to = relativeTo(path)
  const items = names.map((name) => {
    const target = `${folder}/${name}`
    return `<li><a href="${to(pageOf(target) ?? target)}">${escaped(name)}</a></li>`
  })
  const body = `<h1>${escaped(folder)}/</h1>\n<ul>${items.join('')}</ul>\n`
  return { path, html: frame(folder, to('style.css'), navOf(nav, to, folder), body) }
}

const relativeTo =
  (path: string) =>
  (target: string): string =>
    posix.relative(posix.dirname(path), target) || posix.basename(target)

const navOf = (nav: readonly NavLink[], to: (target: string) => string, current: string): string =>
  nav
    .map(
      ({ title, at }) =>
        `<li><a href="${to(pagePath(at))}"${at === current ? ' aria-current="page"' : ''}>${escaped(title)}</a></li>`,
    )
    .join('')

function rendererWith(linkTo: (href: string) => string): RendererObject {
  return {
    heading({ tokens, depth, text }: Tokens.Heading) {
      return `<h${depth} id="${anchorOf(text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', ''))}">${this.parser.parseInline(tokens)}</h${depth}>\n`
    },
    link({ href, tokens }: Tokens.Link) {
      return `<a href="${escaped(linkTo(href))}">${this.parser.parseInline(tokens)}</a>`
    },
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const frame = (title: string, style: string, links: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<nav aria-label="Pages"><ul>${links}</ul></nav>
<main>
${body}</main>
</body>
</html>
`
