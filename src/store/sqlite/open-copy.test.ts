import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished, vi } from 'vitest'
import { parts, recipeOf } from '../lasting.suite.ts'
import { openStore } from '../open-store.ts'
import { openCopy } from './open-copy.ts'

/** A file with a world `w`, and a folder of its own for copies. */
async function kept() {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-to-copy-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const [file, copies] = [join(folder, 'kept.db'), join(folder, 'copies')]
  await mkdir(copies)
  vi.stubEnv('TMPDIR', copies)
  onTestFinished(() => void vi.unstubAllEnvs())
  const store = await openStore(file, parts('a'))
  await store.begin('w', recipeOf('documented'))
  await store.change('w', () => ({ result: 0, writes: [{ table: 'windows', key: 'k', value: { start: 0, used: 7 } }] }))
  await store.close()
  return { file, copies }
}

const used = async (store: Awaited<ReturnType<typeof openCopy>>): Promise<unknown> =>
  store.change('w', ({ windows }) => ({ result: windows.get('k')?.used, writes: [] }))

it('a copy has what its file has, only its owner may read it, and what is done in it is gone with it', async () => {
  const { file, copies } = await kept()
  const before = await readFile(file)
  const store = await openCopy(file, parts('b'))
  expect(await used(store)).toBe(7)
  const [name = ''] = await readdir(copies)
  expect(name).toMatch(/^greenroom-copy-/)
  expect((await stat(join(copies, name))).mode & 0o777).toBe(0o700)
  await store.begin('other', recipeOf('documented'))
  await store.close()
  expect(await readdir(copies)).toEqual([])
  expect(before.equals(await readFile(file))).toBe(true)
})

it.each<[string, string, '2022' | null, string]>([
  ['of another edition', '', '2022', 'holds worlds of the edition current'],
  ['with a world that cannot be read', `UPDATE worlds SET recipe = '{}'`, null, 'a seed that cannot be read'],
])('of a file %s, no copy is left', async (_, sql, edition, reason) => {
  const { file, copies } = await kept()
  const db = new DatabaseSync(file)
  db.exec(sql)
  db.close()
  await expect(openCopy(file, { ...parts('b'), edition })).rejects.toThrow(reason)
  expect(await readdir(copies)).toEqual([])
})

it('a file that is not there is refused, and no copy is left', async () => {
  const { file, copies } = await kept()
  await expect(openCopy(`${file}.no`, parts('b'))).rejects.toThrow('there is no data in')
  expect(await readdir(copies)).toEqual([])
})

it('a folder in which no copy can be made is named', async () => {
  const { file, copies } = await kept()
  vi.stubEnv('TMPDIR', join(copies, 'none'))
  await expect(openCopy(file, parts('b'))).rejects.toThrow(
    `a temporary copy cannot be written: ${join(copies, 'none')} cannot be used (ENOENT)`,
  )
})
