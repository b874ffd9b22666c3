import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureFolder } from './folder.ts'

describe('a folder', () => {
  let home = ''
  beforeAll(async () => void (home = await mkdtemp(join(tmpdir(), 'greenroom-folder-'))))
  afterAll(() => rm(home, { recursive: true }))

  const ordinary = async (): Promise<string> => {
    await mkdir(join(home, 'ordinary'))
    return join(home, 'ordinary')
  }

  it('is made with those above it, and may be there already, or be made by someone else meanwhile', async () => {
    const deep = join(home, 'a', 'b', 'c')
    await Promise.all([ensureFolder(deep), ensureFolder(deep), ensureFolder(join(home, 'a', 'b'))])
    await ensureFolder(deep)
    expect((await stat(deep)).isDirectory()).toBe(true)
    expect((await stat(deep)).mode).toBe((await stat(await ordinary())).mode)
  })

  it('is for its owner alone where that is asked for', async () => {
    await ensureFolder(join(home, 'mine'), 0o700)
    expect((await stat(join(home, 'mine'))).mode & 0o777).toBe(0o700)
    await ensureFolder(join(home, 'own', 'deep'), 0o700)
    expect((await stat(join(home, 'own'))).mode & 0o777).toBe(0o700)
  })

  it('may be reached through a link', async () => {
    await mkdir(join(home, 'real'))
    await symlink(join(home, 'real'), join(home, 'link'))
    await ensureFolder(join(home, 'link', 'new'))
    expect(existsSync(join(home, 'real', 'new'))).toBe(true)
  })

  it('is refused where a file is in its way', async () => {
    await writeFile(join(home, 'file'), '')
    await expect(ensureFolder(join(home, 'file'))).rejects.toThrow('EEXIST')
    await expect(ensureFolder(join(home, 'file', 'new'))).rejects.toThrow(/EEXIST|ENOTDIR/)
  })

  // Node's own `recursive: true` never returns there.
  it.skipIf(!existsSync('/proc/self'))('is refused where the system makes none', async () => {
    await expect(ensureFolder('/proc/greenroom/reports')).rejects.toThrow('ENOENT')
  })
})
