// Sets the theme before anything is drawn, so that nothing flashes.
"use strict";
document.documentElement.classList.add("scripted", "closing");
try {
  const theme = localStorage.getItem("onrecord-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch { /* storage is closed: the system's theme stays */ }
