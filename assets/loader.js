// Inline on pages with an island. Prefetches its scripts when idle, runs the first one (follow.js,
// which sees to the others) at the first touch.
// script() in portal/assets.py joins the lines: every line must end its statement.
(d=>{
let i=d.querySelector("[data-island]"),
u=[...i.querySelector("template").content.querySelectorAll("[src]")].map(s=>s.getAttribute("src")),
q=(n,l,a,v)=>l.map(x=>d.body.append(Object.assign(d.createElement(n),{[a]:x,...v})));
for(let e of["pointerdown","keydown","focusin","touchstart"])i.addEventListener(e,()=>{
q("script",u.slice(0,1),"src");u=[]});
(navigator.connection||0).saveData||addEventListener("load",()=>(self.requestIdleCallback||setTimeout)(()=>
u[0]&&q("link",[...u,"/_dash-layout","/_dash-dependencies"],"href",{rel:"prefetch"})))
})(document)
