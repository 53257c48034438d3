"""Workbooks of Excel 97, which no library here can write.

`umkm`: a Rekap UMKM of one row (Baamang, 10, 2, 1). `marks`: a Progres KDMP of three rows with the kecamatan merged over them, the
second row and column G hidden, 3,782 as a number and as a text, percent and thousands formats, and a hidden Rekap UMKM.
"""

import base64
import zlib

OLD_WORKBOOKS = {
    name: zlib.decompress(base64.b85decode(text))
    for name, text in {
        "umkm": (
            "c-rk)O=wd=5dQY%KelO7Q?V6FC|I@jB3`_-uNJh2kWvdp5ka?YXhY&liM{B>YRyp)JSkoZy?Cj5@dp+3=0T|FK@fyQkDi1UJhXYvPTmWt_Rydf"
            "mHi$&J3F&8J8yS(-_M)nSZU!wM;Sk$A0AZf5d3vAK_%oiq9DC(E7q-pRBVlZ3ZWn^q~C|9&94J$4b^&=Vc@>^B~joLl{1*ZaNbHMwh@CIgA^);"
            "KB5A5ND@IiN7c%7g6U4C_qgXXrUNXw&a{vEmc(f+o5MXvoGd<Nbg?c1<@XWWd|=5TwBeP?;>$NgwXY9H3mKXFI~ASYCM<&1Z76M}3o=(ioEC5q"
            "t9Aldad+yAgqClwT!7@?Hp&B=$Zr~6U=H><PVge7>WW8c!Wd0w<xFBMl}xQ6Ny`l`boeII6Y{*AmDUbm?1G$@iBu+A$k$q=&*UOC9p!~JC8sGx"
            "1|`{9Q(@(X_k482o^R&8&_r|+EzHMwM?~pVU%UJDZEAePJj;?fKIf}XgT3koVB?CiAma#Y45muc!~8*}SJ~?x<~x|i>87ae9%*x!<MZ6-8f&|0"
            "oWqQF=Ds?9Kk>ycCmweeKbr@LUm7Z3iZ8u47tlo$G)eaAnn$nb6}N9GJTcu`I48$PrtLqSB0(eS#BMu}ycVn@%xsKlwWVf9)LMo!SJjq>S{}!j"
            "*u<A$Uut%qV>ibdqj^%YFjGJK=r>yNkSB7W?g<=*hK7cQhK7cQhQ_ZzIPdEo=Z)Rxd=CVi|2pebD*89ce~VG%>6)bv(_^rxF5qHA`Lhc?;rbF="
            "v~m9zDx9Rz3&>)e<H$Cgzw|vP>hEXEhSA@*g&G~d(ny?tc>M46Bh#e"
        ),
        "marks": (
            "c-rk)Yitx%6h1Sv-Ojelc3VKPU>T`}mM+V-6<S2>6NHpPg`&og$WW&3*kyOK+a?gBE+RiPl4$sWKS&G-5E2uWn5c;w+dqaFUw??vXi`W>Fp#(!"
            "jUkb)=bX7Soi1C_7BmricfYxF&V8JF&*MJk+iyz8PM#~j2svpzC@`M&f!D>85XCkT1ds)9Je$qh?Cf0nPo*0oCmVXuegz1!c_BhY_z*?H#(t5{"
            "rMoBXfH?k!K!c4C!#oKGVJ7Jw^cZ)4(`hq4&3e;KbMj{|pVn_$#}&k_;-A)iivM|t0HVa&0-zL8hM137fLO>r0dOy35#l~XIbtzl3F3Z41!5^e"
            "Lp*?3hNwh5h^Rs=N31|pBWe&U5w(aAVih8cSdEB?xzvlCum<1PA{qs69p(?uty@zjpNdxW7Qn~zz9f^g?JuH7yyqEZzqo|h4GHp%c0Jmw{adMx"
            "$Dm6zh7okq4Uz|aRfZFY0KCimPx!fk{SQ+MXidVWpORa6^hf!*jGqB~O7J1K`GGlg=!rkFpTEvwAVHzj4mw1^guS>DnpmS8&QpZF$TcWFq*gAW"
            "TDMbL;qk*Min7Oyn32?@6`o=^P1>&vRaQnq6&@d)A*Dyck*YC{tW)quR&z!1h(>(sn)$y^k1x-V5C1#<Db!s)J=a?GGr9blDfpo&_$#O2`||Rg"
            "@l@yXPg{IXF8|C;{9`f_X~<F@Oe>t1roEh(r9GU_PZx5&AYG8%!!dFMd#mB&zaP4j@&2Td(mFf3x{qMI{o<o2D}o)ypq|inb#->V1{9wXj7lm3"
            "py#LrS22okpU6DT<M3u!tE#ov$S`q#kX-K#P@JK7{tPRsa7aQy>WI{W&lafoHE8WXD(*xo?l9_~xC#9QP0}K<`(Q8I;<y!c#`hUohmq1(cN)>*"
            "q&}d>aMPO1z@9seUVXnl#DzV`OK3ZFeMs99Gchn*WBvW{AssicZDv$AwVtFNOX-6tQ)?TJ>M^Q?o1d+jO=ij*)T*m$aCmF$!x8+i3D-p;bx61A"
            "C?(dfZ8oE3ve2P%OWheynR?Vr=_xa(U43ApU5^p#*9UNCZU{Fv)#p@f@Vf*IM~AW3T`8Q4)@2SR;|_&WHKPHi3>O{hGmAD{0AG8oy}egmh?wyF"
            "g(8>f0AOtt!ATp19~Hh2O-u`GDVs2eMqAas<m#oh<;~A9KMfN-R*@q@NIHZiqn?%AqL!a8ab5cWahQ28^K-e={z~%-*L$_|o@uUey`RM8-iM<C"
            "c1Ibdg``D(@8QusW6gFh!7eOO;d!2R0lcb~aBHHyG_!dn?2JU?WF@;C<N#+@Y>`Y=4vP1Xwa7~)%#-r)WEW2pJSC^z4L)pH$14z&1lDLQN@jiA"
            "l!BDvP#&Z_4po3ufkSzb@;X!@Qe?&#(6$oGv&$rwr#ckL^Es4)_9=2Gl1B$a1@$7aytAKoHonptXtDbB;!&`zbE_yX#6w~C(c`hQ!&jQATxPj;"
            "Z!*jEI~2*K!=@yA@tx#ad|RePk<5UYhiu7PYK=!`dDkBQsN%@gb1Y9`c>&Q@VR<DEMe>3|p5n+;9C@GOaaLh@JGh@qVS0YSy1Xp(rtt3?bd!xT"
            "o2_`rsA6d&)1b975pM6vR5Ra~3FbMX%TUDas14chQMn90@LH!FfJfNB=`d|s-xh$WAJ@fx)!mU~UkmQ;D84yLWhYkcDD~utQcvFKQzk`U>7?i@"
            "n-qQXooKMVnLNdcBCo@<{BE*uXl~z7XW<*F%QxWmePdQh!kd*+WZgl7s-^M~t7sG5`MS*BWIPq`8`3r&=ry9+y2e#K`d%X%HCQ`sW?x^^?c9AO"
            "+s?C0<5^$_%hNB69eL}w>)Qu{Z@-~J?TYumC*!;+?#7Z(H@VklaZlbY6geR7%R}PMoEG=y*Mw94e8ai}Q=53gh$Rjlh=RBm%i><!;u=ftd-`%<"
            "{ddp(B)Q-3^!)jJcHyfFC&G(^$ByItL)YKwpiL!*w_Duv?Q>kvHOH;uy8?*2K9x6#@)p;*k95_VNIYRAQ)WCiSx2PbhHxFsrGF;f$?tz`|C}`-"
            "UmNm?5o?WxCsBG52Jxmq;~1Rr_{;dHVEIXQ2H(|+{dSzUqul+FfbBSjXJ;i}aeafEP8;&(EzUZ#9im{&+J1EGnd$ex260>BZxXN*hH?J;L1)`<"
            "K`-cIn-FIROni^sqOWQpzhDOXe+Y5jk>7z5dU*^6d*IB*(=?0u(;9Sk?)xvNzX3qqYSj"
        ),
    }.items()
}
