import { posix, win32 } from 'node:path'
import { expect, it } from 'vitest'
import { referenceTo } from './reference-to.ts'

it.each([
  [posix, '/project/specs/a.yaml', '/project', 'specs/a.yaml'],
  [posix, '/package/specs/a.yaml', '/project/docs', '../../package/specs/a.yaml'],
  [posix, '/my work/specs/a.yaml', '/', 'my%20work/specs/a.yaml'],
  [win32, 'C:\\work\\specs\\a.yaml', 'C:\\work', 'specs/a.yaml'],
  [win32, 'C:\\package\\a.yaml', 'C:\\work\\docs', '../../package/a.yaml'],
  [win32, 'D:\\my package\\a.yaml', 'C:\\work', 'file:///D:/my%20package/a.yaml'],
  [win32, '\\\\server\\share\\a.yaml', 'C:\\work', 'file://server/share/a.yaml'],
])('from a folder to a file, on each system: %#', (path, file, folder, reference) => {
  expect(referenceTo(file, folder, path)).toBe(reference)
})
