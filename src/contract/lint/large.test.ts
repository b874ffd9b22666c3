// Documents that made lint hang, or took all memory. None of these tests measures time: each ends, or hangs.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDocument } from '../read/open.ts'
import { lintDocuments } from './lint.ts'
import { documentOf, told } from './testing/documents.ts'
import { chained, manyFiles, manyPaths, slowPattern, tangled, uniqueObjects, wide } from './testing/large-documents.ts'

const found = async (text: string): Promise<string[]> => told(await lintDocuments([await documentOf(text)]))

describe('lint ends for', () => {
  it('a chain of 300 schemas, and 60 that are tangled', async () => {
    expect(await found(JSON.stringify(chained(300)))).toEqual([])
    expect(await found(JSON.stringify(tangled(60)))).toEqual([])
  })

  it('1,000 unique objects', async () => {
    expect(await found(JSON.stringify(uniqueObjects(1000)))).toEqual([])
  })
})

describe('at length, lint ends for', { tags: ['full'] }, () => {
  it.each([
    ['a chain of 5,000 schemas', () => JSON.stringify(chained(5000))],
    ['1,000 schemas that each refer to ten others', () => JSON.stringify(tangled(1000))],
    ['20,000 paths', () => JSON.stringify(manyPaths(20_000))],
    ['15,000 unique objects', () => JSON.stringify(uniqueObjects(15_000))],
    ['4 MB of YAML', () => wide(4_000_000)],
  ])('%s', async (_, text) => {
    expect(await found(text())).toEqual([])
  })

  it('a pattern that takes exponential time, and says so', async () => {
    expect(await found(JSON.stringify(slowPattern(), null, 1))).toEqual([
      expect.stringMatching(
        /^\d+: the example cannot be checked within 2 s: its schema contains a pattern that takes too long$/,
      ),
    ])
  })

  it('500 files in a circle', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-files-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    for (const [name, value] of Object.entries(manyFiles(500)))
      await writeFile(join(folder, name), JSON.stringify(value))
    expect(told(await lintDocuments([await openDocument(join(folder, 'main.openapi.yaml'))]))).toEqual([])
  })
})
