import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readXml } from '../../../tests/support/read-xml.ts'
import { toAttributes, toXmlText } from './xml.ts'
import { character } from '../../../tests/support/code-points.ts'

const documentOf = (inside: string, attributes = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<a${attributes}>${inside}</a>`

describe('text in XML', () => {
  it('is read as it was written, or as plain text where XML has no such characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: character }), (text) => {
        const { text: read } = readXml(documentOf(toXmlText(text)))
        expect(toXmlText(read)).toBe(toXmlText(text))
      }),
    )
  })

  it('keeps its signs', () => {
    expect(toXmlText(`<&>"'`)).toBe('&lt;&amp;&gt;&quot;&apos;')
    expect(readXml(documentOf(toXmlText(`a < b && "c" > 'd' ]]>`))).text).toBe(`a < b && "c" > 'd' ]]>`)
  })
})

describe('attributes of XML', () => {
  it('keep line breaks, which a reader would make blanks of', () => {
    expect(toAttributes({ message: 'one\ntwo\n', of: '"a"' })).toBe(' message="one&#10;two&#10;" of="&quot;a&quot;"')
  })

  it('are left out without a value', () => {
    expect(toAttributes({ line: null, count: 0, name: '' })).toBe(' count="0" name=""')
  })
})
