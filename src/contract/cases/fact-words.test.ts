import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { checkAgainst } from '../read/check-against.ts'
import { loadDocument } from '../read/load.ts'

/** The error for the vocabulary of situations with one text replaced by another, or null. */
async function faultOf(from: string, to: string): Promise<string | null> {
  const text = await readFile('fixtures/facts.yaml', 'utf8')
  expect(text).toContain(from)
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-facts-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'facts.yaml'), text.replace(from, to))
  const documents = [await loadDocument(join(folder, 'facts.yaml'))]
  const schema = await loadDocument('fixtures/facts.schema.yaml')
  try {
    checkAgainst(schema, documents)
    return null
  } catch (error) {
    return String(error)
  }
}

it.each([
  ['wears-out: true', 'wears-out: true', null],
  ['wears-out: true', 'wears-uot: true', /facts\.yaml:\d+: .*last-seat contains the unknown word wears-uot/],
  ['absent: true', 'absent: maybe', /facts\.yaml:\d+: .*unknown\/absent must be equal to constant/],
  [", like: '[a-f0-9]{24}'", '', /facts\.yaml:\d+: .*callId must have required property 'like'/],
  ['[a-f0-9]{24}', '[a-f0-9]*', /facts\.yaml:\d+: .*callId\/like must match pattern/],
])('the vocabulary of situations with %s as %s', async (from, to, fault) => {
  const said = await faultOf(from, to)
  if (fault === null) expect(said).toBeNull()
  else expect(said).toMatch(fault)
})
