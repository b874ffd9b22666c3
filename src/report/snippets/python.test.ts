import { describe, expect, it } from 'vitest'
import { toPythonSnippet } from './python.ts'

const code = { env: 'CODE' }
const request = { method: 'POST', target: '/a', headers: {}, body: null }
const first = (some: object): string[] =>
  toPythonSnippet([{ ...request, ...some }], { baseUrl: 'http://x' }).split('\n')

describe('a Python program', () => {
  it.each([
    ['its path', { target: ['/rooms/', code] }],
    ['a header', { headers: { 'X-Auth-Token': [{ env: 'TOKEN' }] } }],
    ['its body', { body: ['{"code":"', code, '"}'] }],
  ])('imports os where %s holds a variable', (_where, some) => {
    expect(first(some)).toContain('import os')
  })

  it('prints the status and body of each answer, raises for none, and follows no redirect', () => {
    expect(first({ body: '{}' })).toEqual([
      'import urllib.request',
      '',
      'class EveryAnswer(urllib.request.HTTPErrorProcessor):',
      '    """Does not raise for a status, or follow redirects, which would receive the token."""',
      '    def http_response(self, request, response):',
      '        return response',
      '    https_response = http_response',
      '',
      'send = urllib.request.build_opener(EveryAnswer).open',
      '',
      'request = urllib.request.Request(',
      "    'http://x/a',",
      "    method='POST',",
      "    data='{}'.encode(),",
      ')',
      'with send(request) as answer:',
      '    print(answer.status, answer.read().decode())',
    ])
  })

  it('sends each header, and none where there are none', () => {
    const lines = first({ headers: { Accept: 'a/b', 'X-Auth-Token': [{ env: 'TOKEN' }] } })
    const from = lines.indexOf('    headers={')
    expect(lines.slice(from, from + 4)).toEqual([
      '    headers={',
      "        'Accept': 'a/b',",
      "        'X-Auth-Token': os.environ['TOKEN'],",
      '    },',
    ])
    expect(first({})).not.toContain('    headers={')
  })

  it('repeats a call as often as it is to be made', () => {
    const lines = first({ times: 3 })
    expect(lines).toContain('for call in range(3):')
    expect(lines).toContain('    request = urllib.request.Request(')
    expect(first({ times: 1 }).join('\n')).not.toContain('range')
  })

  it('makes the filler of a long body, and does not spell it out', () => {
    const body = `{"filler":"${'0'.repeat(150_000)}"}`
    expect(first({ body })).toContain(`    data=('{"filler":"' + '0' * 150000 + '"}').encode(),`)
  })

  it('imports only what it uses', () => {
    expect(first({})).not.toContain('import os')
    expect(first({})).not.toContain('import time')
    expect(first({ waitMs: 1500 })).toEqual(expect.arrayContaining(['import time', 'time.sleep(1.5)']))
  })
})
