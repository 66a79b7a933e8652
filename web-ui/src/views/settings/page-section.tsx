import { LANGUAGE_NAMES, LANGUAGES } from '../../texts/language.js';
import { chooseLanguage, chosenLanguage, t } from '../../texts/texts.js';
import { THEMES } from '../../theme/kept-theme.js';
import { chooseTheme, theme } from '../../theme/theme.js';

/** How this browser shows the page; kept here, and nobody else's. */
export function PageSection() {
  const language = chosenLanguage();
  return (
    <div class="settings-fields">
      <fieldset class="settings-field">
        <legend>{t('settings.theme')}</legend>
        {THEMES.map((one) => (
          <label key={one} class="choice">
            <input type="radio" name="theme" checked={theme.value === one} onChange={() => chooseTheme(one)} />
            <span>{t(`settings.theme-${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset class="settings-field">
        <legend>{t('settings.page-language')}</legend>
        <label class="choice">
          <input type="radio" name="language" checked={language === null} onChange={() => chooseLanguage(null)} />
          <span>{t('settings.language-browser')}</span>
        </label>
        {LANGUAGES.map((one) => (
          <label key={one} class="choice">
            <input type="radio" name="language" checked={language === one} onChange={() => chooseLanguage(one)} />
            <span lang={one}>{LANGUAGE_NAMES[one]}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
