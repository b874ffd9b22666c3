import { gzipSync } from 'node:zlib'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { consoleFiles } from '../../src/console/files.js'

const run = promisify(execFile)

describe('the files of the console', () => {
  it('are a page, a script and a style sheet, which load nothing else', () => {
    expect(consoleFiles.map(({ name }) => name).toSorted()).toEqual(['console.css', 'console.js', 'index.html'])
    const page = consoleFiles.find(({ name }) => name === 'index.html')?.text ?? ''
    expect([...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url.slice(0, 14)).toSorted()).toEqual([
      './console.css',
      './console.js',
      'data:image/svg',
    ])
    // The policy of the page forbids both.
    expect(page).not.toMatch(/<style|style=|<script(?![^>]*src)/)
  })

  it('have a script of at most 60 KB, compressed', () => {
    const script = consoleFiles.find(({ name }) => name === 'console.js')?.text ?? ''
    expect(gzipSync(script).length).toBeLessThanOrEqual(60 * 1024)
    expect(/\beval\(|new Function/.test(script)).toBe(false)
  })

  it('are what console/ builds to; if not, run `npm run console`', { tags: ['full'] }, async () => {
    await expect(run(process.execPath, ['tools/console.ts', '--check'])).resolves.toMatchObject({ stderr: '' })
  })
})
