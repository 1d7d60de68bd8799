namespace Cutline.Web.Tests.Running;

/// <summary>A page without a mouse, and for eyes of every kind.</summary>
internal static class TabAccess
{
    /// <summary>Presses Tab until the focus is there.</summary>
    public static async Task TabToAsync(this Tab tab, string selector)
    {
        for (var i = 0; !await tab.Page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector); i++)
        {
            Assert.True(i < 60, $"no tabbing leads to {selector}");
            await tab.Page.Keyboard.PressAsync("Tab");
        }
    }

    /// <summary>
    /// Texts that contrast with what lies behind them by less than 4.5 to 1 (WCAG 2.2, 1.4.3), where that is one colour; what is disabled
    /// may be faint.
    /// </summary>
    public static Task<string[]> FaintAsync(this Tab tab) => tab.Page.EvaluateAsync<string[]>("""
        () => {
          const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const rgba = colour => {
            pixel.clearRect(0, 0, 1, 1);
            pixel.fillStyle = colour;
            pixel.fillRect(0, 0, 1, 1);
            return [...pixel.getImageData(0, 0, 1, 1).data];
          };
          const linear = v => v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4;
          const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
          const behind = e => {
            for (; e; e = e.parentElement) {
              const style = getComputedStyle(e), colour = rgba(style.backgroundColor);
              if (style.backgroundImage !== 'none') return null;
              if (colour[3] === 255) return colour;
              if (colour[3] > 0) return null;
            }
            return [255, 255, 255];
          };
          const faint = [];
          for (const e of document.querySelectorAll('body *')) {
            const text = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join('');
            if (!text || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
            if (e.closest(':disabled, .live, :has(> input:disabled)')) continue;
            const ground = behind(e);
            const ink = rgba(getComputedStyle(e).color);
            if (!ground || ink[3] === 0) continue; // not to be seen at all
            const [a, b] = [light(ink), light(ground)], ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) faint.push(`${text}: ${ratio.toFixed(2)}`);
          }
          return faint;
        }
        """);
}
