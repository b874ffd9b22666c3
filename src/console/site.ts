import { PLAIN_HEADERS, undocumented, type Answer, type Dispatch, type MockRequest } from '../mock/answer.ts'
import { problem } from '../mock/problem.ts'

/** Whether a path is one of the console, which needs no token: its files are the same for everyone, and hold no data. */
export const isConsolePath = (target: string): boolean => /^\/console(?:[/?]|$)/.test(target)

/**
 * Serves the console at `/console/`, and passes all other requests on. `dataUrl` is the mock's, which the console may call, too.
 * The files are loaded on the first visit.
 */
export const withConsole =
  (answer: Dispatch, dataUrl: () => string): Dispatch =>
  (request) =>
    isConsolePath(request.target) ? visit(request, dataUrl()) : answer(request)

async function visit({ method, target }: MockRequest, dataUrl: string): Promise<Answer> {
  const [path = ''] = target.split('?')
  if (method !== 'GET' && method !== 'HEAD') return wrongMethod(method)
  if (path === '/console') return MOVED
  const { consoleFiles } = await import('./files.js')
  const name = path.slice('/console/'.length)
  const file = consoleFiles.find((each) => each.name === (name === '' ? 'index.html' : name))
  if (!file) return problem({ status: 404, title: 'No such path', detail: 'The console is at /console/.' })
  return {
    status: 200,
    headers: ['Content-Type', file.type, ...PLAIN_HEADERS, ...protection(dataUrl)],
    body: file.text,
    about: undocumented('the console'),
  }
}

const MOVED: Answer = {
  status: 308,
  headers: ['Location', '/console/', ...PLAIN_HEADERS],
  body: '',
  about: undocumented('the console'),
}

const wrongMethod = (method: string): Answer =>
  problem({
    status: 405,
    title: 'Method not allowed',
    detail: `The console answers GET, not ${method.slice(0, 20)}.`,
    headers: ['Allow', 'GET'],
  })

/** The console may run its own script, and call the control plane and the mock; nothing else, and no page may frame or open it. */
const protection = (dataUrl: string): readonly string[] => [
  'Content-Security-Policy',
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self' ${dataUrl} ${dataUrl.replace(/^http/, 'ws')}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy',
  'same-origin',
  'Referrer-Policy',
  'no-referrer',
]
