// Inline on pages with an island. Prefetches Dash when idle, runs it at the first touch.
// script() in portal/assets.py joins the lines: every line must end its statement.
(d=>{
let i=d.querySelector("[data-island]"),
t=i.querySelector("template").content,
q=(n,a)=>Object.assign(d.createElement(n),a),
u=[...t.querySelectorAll("[src]")].map(s=>s.getAttribute("src")),
w=()=>{
if(!u)return;
d.body.append(t.querySelector("#_dash-config"),...u.map(src=>q("script",{src,async:!1})));
u=0};
for(let e of["pointerdown","keydown","focusin","touchstart"])i.addEventListener(e,w,{passive:!0});
(navigator.connection||{}).saveData||addEventListener("load",()=>(self.requestIdleCallback||setTimeout)(()=>
u&&d.head.append(...[...u,"/_dash-layout","/_dash-dependencies"].map(href=>q("link",{rel:"prefetch",href})))))
})(document)
