import { mkdir, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { openDocument, openText } from './open.ts'
import { shownPath } from './shown-path.ts'

const at = ownFolder()

/** The faults of the references of a text in a file of its own, in short. */
async function opened(text: string, more: Record<string, string> = {}) {
  await mkdir(at('docs'), { recursive: true })
  for (const [name, each] of Object.entries({ 'a.yaml': text, ...more })) await writeFile(at('docs', name), each)
  const document = await openDocument(at('docs', 'a.yaml'))
  return {
    ...document,
    faults: document.refFaults.map(
      ({ file, line, message, fix }) => `${file.replace(/.*\//, '')}:${line} ${message} ${fix}`,
    ),
  }
}

describe('a document', () => {
  it('is read with all that it refers to, files that these refer to included', async () => {
    const { value, raw, faults } = await opened(`a: { $ref: 'b.yaml#/x' }\n`, {
      'b.yaml': `x: { y: { $ref: 'c.yaml' } }\nother: { $ref: 'd.yaml' }\n`,
      'c.yaml': `z: 1\n`,
      'd.yaml': `{}\n`,
    })
    expect([value, raw, faults]).toEqual([{ a: { y: { z: 1 } } }, { a: { $ref: 'b.yaml#/x' } }, []])
  })

  it('knows the line of each place', async () => {
    const { locate } = await opened(`a:\n  b: 1\n`)
    expect(locate(['a', 'b'])).toMatchObject({ line: 2 })
  })

  it.each([
    [`a:\n  $ref: '#/none'\n`, 'a.yaml:2 the $ref #/none leads nowhere Correct the name, or add what it refers to.'],
    [
      `a: { $ref: 'https://example.com/x.yaml' }\n`,
      'a.yaml:1 the $ref https://example.com/x.yaml is a URL, and only files are read Save it beside the document, and refer to the copy.',
    ],
    ...['A-b.c+d1://x', 'file2://x'].map((url) => [
      `a: { $ref: '${url}' }\n`,
      `a.yaml:1 the $ref ${url} is a URL, and only files are read Save it beside the document, and refer to the copy.`,
    ]),
    [`a: { $ref: '#/a' }\n`, 'a.yaml:1 the $ref #/a only leads back to itself Refer to a definition.'],
    [`a: { $ref: '%' }\n`, 'a.yaml:1 the $ref % leads nowhere Correct the name, or add what it refers to.'],
  ])('with a $ref that leads nowhere is read, and says why: %#', async (text, fault) => {
    expect((await opened(text)).faults).toEqual([fault])
  })

  it('with a file that cannot be read says why', async () => {
    const { faults } = await opened(`a: { $ref: 'none.yaml' }\nb: { $ref: 'bad.yaml' }\nc: { $ref: '/etc/passwd' }\n`, {
      'bad.yaml': '{',
    })
    const shown = (name: string): string => shownPath(at('docs', name))
    expect(faults).toEqual([
      `a.yaml:1 the $ref none.yaml cannot be read: ${shown('none.yaml')}: no such file Check the path, or the $ref that names it.`,
      `a.yaml:2 the $ref bad.yaml cannot be read: ${shown('bad.yaml')}:1: unexpected end of the stream within a flow collection Fix the YAML or JSON there.`,
      `a.yaml:3 the $ref /etc/passwd cannot be read: ${shownPath('/etc/passwd')}: is outside ${shown('')} Move it there, or start in a folder that contains both.`,
    ])
  })

  it('whose own file cannot be read is a fault', async () => {
    await expect(openDocument(at('docs', 'missing.yaml'))).rejects.toMatchObject({ name: 'Fault' })
  })

  it('may be a text in no file, whose references begin at its name', async () => {
    await opened('x: 5\n')
    const { value, file } = await openText(`a: { $ref: 'a.yaml#/x' }\n`, at('docs', 'text.yaml'), at())
    expect([value, file.endsWith('text.yaml')]).toEqual([{ a: 5 }, true])
  })

  it('with a key that is written twice is read by the last one, and says so, in files that it refers to, too', async () => {
    const { value, keyFaults } = await opened(`a: 1\nb: { $ref: 'b.yaml' }\na: 2\n`, {
      'b.yaml': `x: { y: 1, "y": 2 }\n`,
    })
    expect(value).toEqual({ a: 2, b: { x: { y: 2 } } })
    expect(keyFaults).toMatchObject([
      {
        file: expect.stringMatching(/a\.yaml$/),
        line: 3,
        message: 'the key a is already in line 1',
        fix: 'Rename or remove one of them.',
      },
      { file: expect.stringMatching(/b\.yaml$/), line: 1, message: 'the key y is already in line 1' },
    ])
    expect((await opened('a: 1\n')).keyFaults).toEqual([])
  })

  it('whose schema leads back to itself through another file is read, and contains itself', async () => {
    const { value, faults } = await opened(`node: { next: { $ref: 'b.yaml#/back' } }\n`, {
      'b.yaml': `back: { $ref: 'a.yaml#/node' }\n`,
    })
    const { node } = Object(value)
    expect([node.next === node, faults]).toEqual([true, []])
  })

  it('tells the line of a wrong reference in the file in which that is', async () => {
    const { faults } = await opened(`a: { $ref: 'b.yaml' }\n`, {
      'b.yaml': `x: 1\ny:\n  z: { $ref: '#/none' }\nw: { $ref: 'HTTPS://example.com/y' }\n`,
    })
    expect(faults.toSorted()).toEqual([
      'b.yaml:3 the $ref #/none leads nowhere Correct the name, or add what it refers to.',
      'b.yaml:4 the $ref HTTPS://example.com/y is a URL, and only files are read Save it beside the document, and refer to the copy.',
    ])
  })

  it('names a file that cannot be read wherever it is referred to', async () => {
    const { faults } = await opened(`a: { $ref: 'none.yaml' }\nb: { $ref: 'none.yaml#/x' }\n`)
    expect(faults.toSorted()).toEqual([
      expect.stringMatching(/^a\.yaml:1 the \$ref none\.yaml cannot be read: .*: no such file Check the path/),
      expect.stringMatching(/^a\.yaml:2 the \$ref none\.yaml#\/x cannot be read: .*: no such file Check the path/),
    ])
  })

  it('may be a text that refers to no file outside of a given folder', async () => {
    await opened('x: 5\n')
    await mkdir(at('docs', 'inner'), { recursive: true })
    const name = at('docs', 'inner', 'text.yaml')
    const { refFaults } = await openText(`a: { $ref: '../a.yaml' }\n`, name, at('docs', 'inner'))
    expect(refFaults).toMatchObject([{ line: 1, message: expect.stringMatching(/a\.yaml: is outside /) }])
  })

  it('does not read what its examples refer to', async () => {
    const { faults } = await opened(`a: { example: { $ref: 'none.yaml' }, enum: [ { $ref: 'none.yaml' } ] }\n`)
    expect(faults).toEqual([])
  })
})
