import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'
import { patience } from './patience.ts'

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser of this machine. */
export const executablePath: string | undefined = BROWSERS.find((path) => existsSync(path))

/** What a title says where no browser is installed; CI installs one. */
export const unseen: string = executablePath === undefined ? `, not run: none of ${BROWSERS.join(', ')} is there` : ''

/** Without what a browser does of its own accord. */
export const QUIET: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
]

/** Starts it. Its own deadlines are for hangs alone. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: executablePath ?? '', args: [...QUIET], timeout: patience(60_000) })
