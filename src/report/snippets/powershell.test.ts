import { describe, expect, it } from 'vitest'
import { toPowershellSnippet } from './powershell.ts'
import type { SnippetRequest } from './snippet.ts'

const PLAIN: SnippetRequest = { method: 'GET', target: '/plain', headers: {}, body: null }

describe('a snippet as powershell', () => {
  const written = (request: Partial<SnippetRequest>): string =>
    toPowershellSnippet([{ ...PLAIN, ...request }], { baseUrl: 'http://127.0.0.1:4010' })

  it('is one line', () => {
    expect(
      written({
        method: 'POST',
        headers: { 'X-User-Id': 'me', 'Content-Type': 'text/plain' },
        body: `O'Hara said "hello" for $5`,
      }),
    ).toBe(
      `Invoke-WebRequest -Uri 'http://127.0.0.1:4010/plain' -Method POST -Headers @{ 'X-User-Id' = 'me'; 'Content-Type' = 'text/plain' } -Body 'O''Hara said "hello" for $5' -SkipHttpErrorCheck -SkipHeaderValidation -MaximumRedirection 0 | ForEach-Object { $_.StatusCode; $_.Content }`,
    )
  })

  it('doubles every quote that PowerShell takes for a single one, and leaves all else alone', () => {
    expect(written({ body: `a'b$c\`d"e\n` })).toContain(`-Body 'a''b$c\`d"e\n' -`)
    expect(written({ body: '\u2018\u2019\u201a\u201b' })).toContain(
      `'\u2018\u2018\u2019\u2019\u201a\u201a\u201b\u201b'`,
    )
  })

  it('sends what is not ASCII as UTF-8, which older versions do not by themselves', () => {
    expect(written({ body: 'é' })).toContain(`-Body ([Text.Encoding]::UTF8.GetBytes('é')) -`)
  })

  it('names variables, and repeats', () => {
    expect(written({ target: ['/rooms/', { env: 'CODE' }], times: 3 })).toMatch(
      /^1\.\.3 \| ForEach-Object \{ Invoke-WebRequest -Uri \('http:\/\/127\.0\.0\.1:4010\/rooms\/' \+ \$env:CODE\) -Method GET .* \}$/,
    )
    expect(written({ headers: { 'X-Auth-Token': [{ env: 'RC_TOKEN' }] } })).toContain(
      `@{ 'X-Auth-Token' = $env:RC_TOKEN }`,
    )
    expect(written({ waitMs: 5000 })).toMatch(/^Start-Sleep -Milliseconds 5000\n/)
  })
})
