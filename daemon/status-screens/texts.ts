import type { Language } from './status-screen.js';

/** Every sentence of the status screens. A soft hyphen (\u00ad) is where a long word may be broken. */
export interface Texts {
  readonly starting: string;
  /** Above the code and the address. */
  readonly openOnPhone: string;
  /** Above the code and the digits that pair a phone. */
  readonly pair: string;
  readonly onlyHere: { readonly title: string; readonly remedy: string };
  readonly noNetwork: { readonly title: string; readonly remedy: string };
  readonly noClips: { readonly title: string; readonly remedy: string };
  /** @param freeMb in megabytes (10^6). */
  readonly diskFull: { readonly title: string; readonly remedy: (freeMb: number) => string };
  readonly configError: { readonly title: string; readonly folder: (folder: string) => string };
  readonly pageClosed: { readonly title: string; readonly remedy: (port: number, isTaken: boolean) => string };
  readonly overheating: { readonly title: string; readonly remedy: (celsius: number) => string };
  readonly underVoltage: { readonly title: string; readonly remedy: string };
  readonly updating: { readonly title: string; readonly remedy: string };
}

export const TEXTS: Readonly<Record<Language, Texts>> = {
  en: {
    starting: 'Starting …',
    openOnPhone: 'Open on your phone',
    pair: 'Pair your phone',
    onlyHere: {
      title: 'Not on the network',
      remedy: 'Take http.host out of the configuration to reach it from a phone.',
    },
    noNetwork: { title: 'No network', remedy: 'Waiting for Wi-Fi or a cable.' },
    noClips: { title: 'No clips yet', remedy: 'Scan, then tap “Send\u00a0a\u00a0clip”' },
    diskFull: {
      title: 'Disk full',
      remedy: (freeMb) => `${freeMb}\u00a0MB are free. Remove clips, and new ones are taken again.`,
    },
    configError: { title: 'Configu\u00adration error', folder: (folder) => `in ${folder}` },
    pageClosed: {
      title: 'Page not open',
      remedy: (port, isTaken) =>
        isTaken
          ? `Another program has port\u00a0${port}. Waiting for it.`
          : 'What is wrong with http, says: framed\u00a0logs',
    },
    overheating: {
      title: 'Too hot',
      remedy: (celsius) => `The processor has ${celsius}\u00a0°C. Give it air, or a heat sink.`,
    },
    underVoltage: {
      title: 'Low voltage',
      remedy: 'The power supply is too weak. Use the official one, and a short cable.',
    },
    updating: { title: 'Updating', remedy: 'Leave it plugged in. The picture comes back by itself.' },
  },
  de: {
    starting: 'Startet …',
    openOnPhone: 'Am Handy öffnen',
    pair: 'Handy verbinden',
    onlyHere: {
      title: 'Nicht im Netz',
      remedy: 'Ohne http.host in der Konfi\u00adguration ist es vom Handy aus zu erreichen.',
    },
    noNetwork: { title: 'Kein Netz', remedy: 'Es wartet auf WLAN oder ein Kabel.' },
    noClips: { title: 'Noch keine Clips', remedy: 'Scannen, dann „Send\u00a0a\u00a0clip“ antippen' },
    diskFull: {
      title: 'Speicher voll',
      remedy: (freeMb) => `${freeMb}\u00a0MB sind frei. Entferne Clips, dann geht es weiter.`,
    },
    configError: { title: 'Fehler in der Konfi\u00adguration', folder: (folder) => `in ${folder}` },
    pageClosed: {
      title: 'Seite nicht offen',
      remedy: (port, isTaken) =>
        isTaken
          ? `Ein anderes Programm hat Port\u00a0${port}. Es wird darauf gewartet.`
          : 'Was an http nicht stimmt, sagt: framed\u00a0logs',
    },
    overheating: {
      title: 'Zu heiß',
      remedy: (celsius) => `Der Prozessor hat ${celsius}\u00a0°C. Er braucht Luft oder einen Kühl\u00adkörper.`,
    },
    underVoltage: {
      title: 'Unter\u00adspannung',
      remedy: 'Das Netzteil ist zu schwach. Nimm das offi\u00adzielle und ein kurzes Kabel.',
    },
    updating: {
      title: 'Aktuali\u00adsierung',
      remedy: 'Bitte ein\u00adgesteckt lassen. Das Bild kommt von selbst wieder.',
    },
  },
};
