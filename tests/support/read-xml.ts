/** An element of an XML document. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Its own text and that of its children. */
  readonly text: string
}

// The characters that XML 1.0 allows, and nothing else.
const ALLOWED = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u
const NAME = '[A-Za-z_][\\w.-]*'
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Reads the XML that our reports use, strictly: elements, attributes, text and entities; throws at whatever is not well-formed. */
export function readXml(text: string): XmlElement {
  if (!ALLOWED.test(text)) throw new Error('a character that XML 1.0 does not allow')
  const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/.exec(text)
  if (declaration === null) throw new Error('no XML declaration')
  const { element, end } = readElement(text, declaration[0].length)
  if (text.slice(end).trim() !== '') throw new Error('text after the document element')
  return element
}

function readElement(text: string, from: number): { element: XmlElement; end: number } {
  const opening = new RegExp(`<(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>`, 'y')
  opening.lastIndex = from
  const [, name = '', list = '', empty] = opening.exec(text) ?? fail(text, from)
  const attributes = readAttributes(list)
  if (empty === '/') return { element: { name, attributes, children: [], text: '' }, end: opening.lastIndex }
  const children: XmlElement[] = []
  let own = ''
  let at = opening.lastIndex
  while (!text.startsWith('</', at)) {
    if (text[at] === '<') {
      const child = readElement(text, at)
      children.push(child.element)
      own += child.element.text
      at = child.end
      continue
    }
    const end = text.indexOf('<', at)
    if (end === -1) fail(text, at)
    own += readText(text.slice(at, end))
    at = end
  }
  if (!text.startsWith(`</${name}>`, at)) fail(text, at)
  return { element: { name, attributes, children, text: own }, end: at + name.length + 3 }
}

function readAttributes(list: string): Record<string, string> {
  const pairs = [...list.matchAll(new RegExp(`(${NAME})="([^"<]*)"`, 'g'))].map(
    ([, name = '', value = '']) => [name, readText(value)] as const,
  )
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length)
    throw new Error(`an attribute is there twice: ${list}`)
  return Object.fromEntries(pairs)
}

function readText(text: string): string {
  if (text.includes(']]>')) throw new Error('"]]>" in a text')
  return text.replace(/&(?:#(\d+)|(\w+));|&/g, (all, code: string | undefined, name: string | undefined) => {
    const character = code === undefined ? ENTITIES[name ?? ''] : String.fromCodePoint(Number(code))
    if (character === undefined) throw new Error(`no entity: ${all}`)
    return character
  })
}

const fail = (text: string, at: number): never => {
  throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 80)}`)
}
