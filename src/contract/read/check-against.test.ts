import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Fault } from '../../fault.ts'
import { checkAgainst } from './check-against.ts'
import { loadDocument } from './load.ts'

const SCHEMA = `type: object
required: [name]
additionalProperties: false
properties:
  name: { type: string }
  inner: { type: object, additionalProperties: false, properties: { depth: { type: integer } } }
`

/** The error for a file, or null. */
async function faultOf(text: string, schemaText = SCHEMA): Promise<Fault | null> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-check-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'schema.yaml'), schemaText)
  await writeFile(join(folder, 'file.yaml'), text)
  const [schema, document] = await Promise.all(
    ['schema', 'file'].map((name) => loadDocument(join(folder, `${name}.yaml`))),
  )
  if (!schema || !document) throw new Error('no documents')
  try {
    checkAgainst(schema, [document])
    return null
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
}

describe('a file that is checked against a schema', () => {
  it('passes in silence', async () => {
    expect(await faultOf('name: a\ninner: { depth: 1 }\n')).toBeNull()
  })

  it('may be checked against words that no validator knows, which check nothing', async () => {
    const schema = 'type: object\nx-note: any\nunknown: 1\nproperties: { at: { type: string, format: moment } }\n'
    expect(await faultOf('at: now\n', schema)).toBeNull()
    expect((await faultOf('at: 5\n', schema))?.message).toMatch(/file\.yaml:1: \/at must be string$/)
  })

  it('is refused with the line of the fault', async () => {
    const fault = await faultOf('name: a\ninner:\n  depth: deep\n')
    expect(fault?.message).toMatch(/file\.yaml:3: \/inner\/depth must be integer$/)
  })

  it('is refused for an unknown word rather than for the one that it was meant to be', async () => {
    const fault = await faultOf('inner: {}\nnmae: a\n')
    expect(fault?.message).toMatch(/file\.yaml:2: the file contains the unknown word nmae$/)
    expect(fault?.fix).toBe('Nearest: name, inner.')
  })

  it('is refused for the first unknown word, on its line, wherever that is', async () => {
    const inner = await faultOf('name: a\ninner:\n  depth: 1\n  dpeth: 1\n')
    expect(inner?.message).toMatch(/file\.yaml:4: \/inner contains the unknown word dpeth$/)
    expect(inner?.fix).toBe('Nearest: depth.')
    expect((await faultOf('\nnmae: a\nother: b\n'))?.message).toMatch(
      /file\.yaml:2: the file contains the unknown word nmae$/,
    )
  })

  it('is refused with where to read what it may contain', async () => {
    expect((await faultOf('name: 5\n'))?.fix).toMatch(/schema\.yaml says what it may contain\.$/)
  })

  it('is refused for the missing word where the unknown one stands elsewhere', async () => {
    const fault = await faultOf('inner:\n  dpeth: 1\n')
    expect(fault?.message).toMatch(/file\.yaml:1: the file must have required property 'name'$/)
  })
})
