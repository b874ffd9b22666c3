import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { boundOf, readWithin } from './read-within.ts'
import { shownPath } from './shown-path.ts'

const at = ownFolder()

describe('a file that is read', () => {
  it('is one below the folder, also by a link or a detour', async () => {
    await mkdir(at('root', 'inner'), { recursive: true })
    await writeFile(at('root', 'inner', 'a.yaml'), 'grüße')
    await symlink(at('root', 'inner', 'a.yaml'), at('root', 'link.yaml'))
    expect(await readWithin(at('root'), at('root', 'inner', 'a.yaml'))).toBe('grüße')
    expect(await readWithin(at('root'), at('root', 'link.yaml'))).toBe('grüße')
    expect(await readWithin(at('root'), `${at('root')}/inner/../inner/a.yaml`)).toBe('grüße')
  })

  it('is one below a folder that is named by a link', async () => {
    await mkdir(at('real', 'inner'), { recursive: true })
    await writeFile(at('real', 'inner', 'a.yaml'), 'x')
    await symlink(at('real'), at('linked'))
    expect(await readWithin(at('linked'), at('linked', 'inner', 'a.yaml'))).toBe('x')
    expect(await readWithin(at('linked'), at('real', 'inner', 'a.yaml'))).toBe('x')
  })

  it('is none outside of it, wherever links lead', async () => {
    await mkdir(at('root2'), { recursive: true })
    await mkdir(at('root2-twin'), { recursive: true })
    await writeFile(at('secret'), 'x')
    await writeFile(at('root2-twin', 'a'), 'x')
    await symlink(at('secret'), at('root2', 'link'))
    for (const path of [
      join(at('root2'), '..'),
      at('secret'),
      at('root2', 'link'),
      at('root2-twin', 'a'),
      '/etc/passwd',
    ])
      await expect(readWithin(at('root2'), path)).rejects.toMatchObject({
        message: `${shownPath(path)}: is outside ${shownPath(at('root2'))}`,
        fix: 'Move it there, or start in a folder that contains both.',
      })
    await writeFile(at('root2', '..hidden'), 'dots')
    expect(await readWithin(at('root2'), at('root2', '..hidden'))).toBe('dots')
  })

  it('is there, and a file', async () => {
    await mkdir(at('root3', 'folder'), { recursive: true })
    await expect(readWithin(at('root3'), at('root3', 'none'))).rejects.toMatchObject({
      message: `${shownPath(at('root3', 'none'))}: no such file`,
      fix: 'Check the path, or the $ref that names it.',
    })
    await expect(readWithin(at('root3'), at('root3', 'folder'))).rejects.toMatchObject({
      message: `${shownPath(at('root3', 'folder'))}: is not a file`,
      fix: 'Name a file, YAML or JSON.',
    })
  })

  const isRoot = process.getuid?.() === 0
  it.skipIf(isRoot)(`may be read${isRoot ? ', not run: root may read every file' : ''}`, async () => {
    await writeFile(at('shut'), 'x')
    await chmod(at('shut'), 0)
    await expect(readWithin(at(), at('shut'))).rejects.toMatchObject({
      message: expect.stringContaining('shut: cannot be read'),
    })
  })
})

it('a document may refer to files of the working directory, or of its own folder elsewhere', async () => {
  expect(await boundOf('specs/rocket-chat.openapi.yaml')).toBe(process.cwd())
  expect(await boundOf('a.yaml')).toBe(process.cwd())
  expect(await boundOf(join(at(), 'a.yaml'))).toBe(at())
})
