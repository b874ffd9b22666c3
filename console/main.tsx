import { render } from 'preact'
import './style/all.css'
import { SessionContext } from './parts/context.ts'
import { takeLink } from './state/link.ts'
import { createRouter } from './state/route.ts'
import { calmly } from './state/calmly.ts'
import { createSession } from './state/session.ts'
import { Shell } from './shell.tsx'
import { Door } from './door.tsx'

const root = document.querySelector('#console')
if (!root) throw new Error('the page has no place for the console')
const link = takeLink(window)
if (link === null) render(<Door why="none" />, root)
else {
  const session = createSession(link, createRouter(window), {
    origin: window.location.origin,
    fetch: (url, init) => fetch(url, init),
    later: calmly(),
  })
  render(
    <SessionContext.Provider value={session}>
      <Shell />
    </SessionContext.Provider>,
    root,
  )
}
