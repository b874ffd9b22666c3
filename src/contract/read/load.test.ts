import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { loadDocument } from './load.ts'

/** A folder with a document in `specs` that refers to `specs/part.yaml`, which links to this file. */
async function specsLinkingTo(linked: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-load-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await mkdir(join(folder, 'specs'))
  await writeFile(join(folder, 'secret.yaml'), 'kept: outside')
  await writeFile(join(folder, 'specs', 'real.yaml'), 'kept: inside')
  await writeFile(join(folder, 'specs', 'main.yaml'), 'part: { $ref: part.yaml }')
  await symlink(linked, join(folder, 'specs', 'part.yaml'))
  return join(folder, 'specs', 'main.yaml')
}

describe('a document that refers to a file through a symbolic link', () => {
  it('is read where the link leads to a file of its folder', async () => {
    const document = await loadDocument(await specsLinkingTo('real.yaml'))
    expect(document.value).toEqual({ part: { kept: 'inside' } })
  })

  it('is refused where the link leads out of its folder', async () => {
    await expect(loadDocument(await specsLinkingTo('../secret.yaml'))).rejects.toThrow('is outside')
  })

  it('may lie behind a link itself', async () => {
    const path = await specsLinkingTo('real.yaml')
    const link = join(await mkdtemp(join(tmpdir(), 'greenroom-link-')), 'specs')
    onTestFinished(() => rm(join(link, '..'), { recursive: true }))
    await symlink(join(path, '..'), link)
    expect((await loadDocument(join(link, 'main.yaml'))).value).toEqual({ part: { kept: 'inside' } })
  })
})
