import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { compiledCodeIn } from './compiled-code.ts'

it('keeps compiled code until there is too much of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-compiled-'))
  await mkdir(join(folder, 'v26'))
  await writeFile(join(folder, 'v26', 'a'), '')
  expect(compiledCodeIn(folder, 2)).toEqual({ NODE_COMPILE_CACHE: folder })
  expect(existsSync(join(folder, 'v26', 'a'))).toBe(true)
  await writeFile(join(folder, 'v26', 'b'), '')
  compiledCodeIn(folder, 2)
  expect(existsSync(folder)).toBe(false)
  expect(compiledCodeIn(folder, 2)).toEqual({ NODE_COMPILE_CACHE: folder })
  await rm(folder, { recursive: true, force: true })
})
